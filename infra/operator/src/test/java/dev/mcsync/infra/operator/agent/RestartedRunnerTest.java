package dev.mcsync.infra.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.operator.agent.Program.Input;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a runner does about what an earlier one, which was killed, left behind. */
@Timeout(60)
class RestartedRunnerTest extends RunnerBed {

    /** Killed between the two: the program goes on without a runner. */
    @Test
    void theNextRunEndsWhatTheLastOneLeftBehindAndSaysSo() throws IOException {
        Process left = new ProcessBuilder("sleep", "600").start();
        try (Journal journal = Journal.open(directory.resolve("state"))) {
            journal.take(new Begun("cmd_0", "tsk_0", Begun.Started.of(left.toHandle())));
            journal.report(new Reports("agt_1", "tsk_0", "cmd_0").of("running"));
        }
        run(Input.NONE, "true");
        await(() -> system.types().contains("failed"));
        assertThat(system.types()).containsExactly("running", "failed");
        assertThat(system.events().getLast().path("error_code").asString())
                .isEqualTo("agent_restarted");
        assertThat(left.isAlive()).isFalse();
    }

    /** Killed before it heard what its acknowledgement did: another runner may have the attempt. */
    @Test
    void whatItMayNotHaveTakenItDoesNotFail() {
        Path state = directory.resolve("state");
        try (Journal journal = Journal.open(state)) {
            journal.take(new Begun("cmd_0", "tsk_0", null));
            journal.report(new Reports("agt_1", "tsk_0", "cmd_0").of("ack"));
            journal.take(new Begun("cmd_1", "tsk_1", null));
        }
        system.refuse("ack", FakeSystem.LATE);
        run(Input.NONE, "true");
        await(() -> read(state.resolve("journal.jsonl")).contains("{\"over\":\"cmd_0\"}"));
        assertThat(read(state.resolve("journal.jsonl"))).contains("{\"over\":\"cmd_1\"}");
        assertThat(system.types()).isEmpty();
    }

    @Test
    void whatItHadTakenAndNotBegunHasFailed() {
        try (Journal journal = Journal.open(directory.resolve("state"))) {
            journal.take(new Begun("cmd_0", "tsk_0", null));
            journal.report(new Reports("agt_1", "tsk_0", "cmd_0").of("ack"));
        }
        run(Input.NONE, "true");
        await(() -> system.types().contains("failed"));
        assertThat(system.types()).containsExactly("ack", "failed");
    }
}
