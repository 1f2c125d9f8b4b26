package dev.mcsync.processor.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.processor.hearing.Hearing;
import dev.mcsync.processor.ledger.Watch;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class SweepTest {

    private static final Instant DUE = Instant.parse("2026-01-01T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Clocks clocks = new Clocks();
    private boolean logIsAway;
    private final Sweep sweep =
            new Sweep(
                    clocks,
                    _ -> {
                        if (logIsAway) {
                            throw new IllegalStateException("nobody answers");
                        }
                    },
                    new Lateness(registry));

    @Test
    void aDeadlineIsMeasuredWhenItIsTold() {
        clocks.tasks.add(passed("tsk_a", false));
        clocks.agents.add(SilencePassed.of(new AgentId("agt_a"), 1, DUE));

        sweep.at(heard(DUE.plusSeconds(9)));

        assertThat(lateness().count()).isEqualTo(2);
        assertThat(lateness().max(TimeUnit.SECONDS)).isEqualTo(9);
    }

    @Test
    void whatIsToldAgainIsMeasuredAgain() {
        clocks.tasks.add(passed("tsk_a", false));

        sweep.at(heard(DUE));
        sweep.at(heard(DUE.plusSeconds(2)));
        assertThat(lateness().count()).isZero();

        sweep.at(heard(DUE.plusSeconds(40)));

        assertThat(lateness().count()).isEqualTo(1);
        assertThat(lateness().max(TimeUnit.SECONDS)).isEqualTo(40);
    }

    @Test
    void workThatWaitedForItsAgentIsNotLate() {
        clocks.tasks.add(passed("tsk_a", true));

        sweep.at(heard(DUE.plusSeconds(3600)));

        assertThat(lateness().count()).isZero();
    }

    @Test
    void whatTheLogDidNotTakeIsMeasuredWhenItDoes() {
        clocks.tasks.add(passed("tsk_a", false));
        logIsAway = true;
        assertThat(catchThrowableOf(DUE.plusSeconds(5))).isInstanceOf(IllegalStateException.class);

        logIsAway = false;
        sweep.at(heard(DUE.plusSeconds(70)));

        assertThat(lateness().count()).isEqualTo(1);
        assertThat(lateness().max(TimeUnit.SECONDS)).isEqualTo(70);
    }

    private Throwable catchThrowableOf(Instant now) {
        return catchThrowable(() -> sweep.at(heard(now)));
    }

    private Timer lateness() {
        return registry.get("mc_processor_deadline_lateness_seconds").timer();
    }

    private static Hearing heard(Instant now) {
        return new Hearing(now, true, null);
    }

    private static DeadlinePassed passed(String taskId, boolean agentReturned) {
        return DeadlinePassed.of(new TaskId(taskId), new CommandId("cmd_a"), 1, agentReturned, DUE);
    }

    /** What is due, whoever asks. */
    private static final class Clocks implements Watch {
        private final List<DeadlinePassed> tasks = new ArrayList<>();
        private final List<SilencePassed> agents = new ArrayList<>();

        @Override
        public List<DeadlinePassed> overdueTasks(Hearing hearing, int limit) {
            return List.copyOf(tasks);
        }

        @Override
        public List<SilencePassed> silentAgents(Hearing hearing, int limit) {
            return List.copyOf(agents);
        }

        @Override
        public List<AgentTouched> untoldAgents(Instant now, int limit) {
            return List.of();
        }

        @Override
        public List<AgentRestarted> restartedAttempts(Instant now, int limit) {
            return List.of();
        }

        @Override
        public Optional<Instant> nextDeadline(Instant after) {
            return Optional.empty();
        }

        @Override
        public List<TaskAdopted> unadopted(int limit) {
            return List.of();
        }

        @Override
        public List<TaskAdopted> adoptions(Collection<String> taskIds) {
            return List.of();
        }

        @Override
        public Optional<Instant> lastSignOfLife() {
            return Optional.empty();
        }
    }
}
