package dev.mcsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.discord.ScriptedDiscord;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL loses what the notifier had noted, while it runs or while it is away. */
class NotesWentBackIT {

    private static final String BACK_UP =
            """
            create schema backup;
            create table backup.deliveries as table discord_deliveries;
            create table backup.offsets as table delivery_offsets;
            """;

    private static final String RESTORE =
            """
            begin;
            delete from discord_deliveries;
            insert into discord_deliveries overriding system value table backup.deliveries;
            delete from delivery_offsets;
            insert into delivery_offsets table backup.offsets;
            commit;
            """;

    private static final String SENT =
            "select count(*) from discord_deliveries where state in ('sent', 'coalesced')";

    private final RunningNotifier notifier = new RunningNotifier(Testbed.shared());
    private final ScriptedDiscord discord = notifier.discord();

    @BeforeEach
    void emptyTopics() {
        Testbed.shared().resetTopics();
    }

    @AfterEach
    void stopAll() {
        notifier.close();
    }

    @Test
    void whatWaitedIsToldAndWhatWasToldIsNotToldAgain() {
        notifier.start();
        tellThenLose();

        notifier.execute(RESTORE);

        assertToldOnce();
    }

    @Test
    void aNotifierThatStartsAfterwardsDoesTheSame() {
        var first = notifier.start();
        tellThenLose();
        first.close();
        notifier.execute(RESTORE);

        notifier.start();

        assertToldOnce();
    }

    /** Five lines that are noted for good, five that were told, and three that wait. */
    private void tellThenLose() {
        publish(0, 5);
        notifier.awaitRows(SENT, "5");
        notifier.execute(BACK_UP);
        publish(5, 10);
        notifier.awaitRows(SENT, "10");
        discord.next(
                Collections.nCopies(6, ScriptedDiscord.status(500))
                        .toArray(ScriptedDiscord.Part[]::new));
        publish(10, 13);
        notifier.awaitRows("select count(*) from discord_deliveries", "13");
    }

    private void assertToldOnce() {
        notifier.awaitRows(SENT, "13");
        assertThat(discord.lines()).containsExactlyElementsOf(lines(0, 13));
        notifier.awaitRows(
                "select coalesce(reason, '-') || ' ' || ambiguous || ' ' || count(*) from discord_deliveries"
                        + " where content ~ 'passo ([5-9]|1[0-2])$' and state <> 'coalesced'"
                        + " group by reason, ambiguous order by 1",
                "- 1 3",
                "told_before 0 5");
    }

    private void publish(int from, int to) {
        IntStream.range(from, to)
                .forEach(step -> notifier.publish(RunningNotifier.progress("tsk_1", step)));
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(step -> RunningNotifier.line("tsk_1", step))
                .toList();
    }
}
