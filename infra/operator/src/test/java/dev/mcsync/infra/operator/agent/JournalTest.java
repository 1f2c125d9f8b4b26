package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.infra.operator.address.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class JournalTest {

    private static final Begun ATTEMPT =
            new Begun("cmd_1", "tsk_1", new Begun.Started(4711, 1_795_000_000_000L));

    @TempDir Path directory;

    private final Reports reports = new Reports("agt_1", "tsk_1", "cmd_1");

    @Test
    void whatIsNotSettledIsThereAfterARestartInItsOrder() {
        ObjectNode first = reports.of("ack");
        ObjectNode second = reports.of("running");
        ObjectNode third = reports.of("progress").put("message", "a\nb");
        try (Journal journal = Journal.open(directory)) {
            journal.take(ATTEMPT);
            journal.report(first);
            journal.report(second);
            journal.report(third);
            journal.settled(first.path("event_id").asString());
        }
        for (int restart = 0; restart < 2; restart++) {
            try (Journal journal = Journal.open(directory)) {
                assertThat(journal.begun()).containsExactly(ATTEMPT);
                assertThat(journal.waiting()).containsExactly(second, third);
            }
        }
    }

    @Test
    void anAttemptIsOverWithItsLastReportOrWithoutOne() {
        try (Journal journal = Journal.open(directory)) {
            journal.take(new Begun("cmd_1", "tsk_1", null));
            journal.take(new Begun("cmd_2", "tsk_2", null));
            journal.report(reports.of("done"));
            journal.over("cmd_2");
            assertThat(journal.begun()).isEmpty();
            assertThat(journal.waiting()).hasSize(1);
        }
    }

    @Test
    void aLineThatACrashCutIsNoEntry() throws IOException {
        ObjectNode whole = reports.of("ack");
        try (Journal journal = Journal.open(directory)) {
            journal.report(whole);
        }
        Files.writeString(
                directory.resolve("journal.jsonl"),
                "{\"settled\":\"" + whole.path("event_id").asString(),
                UTF_8,
                StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(directory)) {
            assertThat(journal.waiting()).containsExactly(whole);
        }
    }

    @Test
    void whatHasGrownIsWrittenAnewOnceAllIsSettled() throws IOException {
        try (Journal journal = Journal.open(directory)) {
            journal.take(ATTEMPT);
            for (int i = 0; i < 200; i++) {
                ObjectNode long_ = reports.of("progress").put("message", "x".repeat(8_000));
                journal.report(long_);
                journal.settled(long_.path("event_id").asString());
            }
            assertThat(Files.size(directory.resolve("journal.jsonl"))).isLessThan(1_100_000);
        }
        try (Journal journal = Journal.open(directory)) {
            assertThat(journal.begun()).containsExactly(ATTEMPT);
        }
    }

    @Test
    void twoRunnersDoNotShareAState() {
        try (Journal journal = Journal.open(directory)) {
            assertThat(journal.begun()).isEmpty();
            assertThatThrownBy(() -> Journal.open(directory)).isInstanceOf(UsageException.class);
        }
    }
}
