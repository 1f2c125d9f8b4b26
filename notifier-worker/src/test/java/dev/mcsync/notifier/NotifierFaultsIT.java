package dev.mcsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.infra.testbed.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** What becomes of the service when what it stands on goes away. */
@Timeout(240)
class NotifierFaultsIT {

    private final Testbed.Own testbed = Testbed.start();
    private final RunningNotifier notifier = new RunningNotifier(testbed);

    @AfterEach
    void stopAll() {
        notifier.close();
        testbed.close();
    }

    /**
     * A claim whose commit was cut off is sent again in doubt: told once, counted once too often.
     */
    @Test
    void aKilledDatabaseDelaysAndNeitherLosesNorRepeats() {
        notifier.start();
        publish(0, 20);
        notifier.awaitLines(5);

        testbed.database().kill();
        publish(20, 40);
        testbed.database().restart();
        publish(40, 60);

        assertToldOnceInOrder(60);
        assertThat(notifier.rejected(0)).isEmpty();
    }

    @Test
    void aKilledBrokerDelaysAndNeitherLosesNorRepeats() {
        notifier.start();
        publish(0, 20);
        notifier.awaitLines(5);

        testbed.broker().kill();
        testbed.broker().restart();
        publish(20, 40);

        assertToldOnceInOrder(40);
    }

    @Test
    void twoInstancesTellEachThingOnceAndInOrder() {
        ConfigurableApplicationContext first = notifier.start();
        notifier.start();
        publish(0, 30);
        notifier.awaitLines(10);

        first.close();
        publish(30, 60);

        assertToldOnceInOrder(60);
    }

    private void publish(int from, int to) {
        for (int i = from; i < to; i++) {
            notifier.publish(RunningNotifier.progress("tsk_1", i));
        }
    }

    private void assertToldOnceInOrder(int count) {
        List<String> all =
                IntStream.range(0, count).mapToObj(i -> RunningNotifier.line("tsk_1", i)).toList();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(notifier.discord().lines()).containsAll(all));
        assertThat(notifier.discord().lines()).containsExactlyElementsOf(all);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(
                                        notifier.rows(
                                                "select event_id, state from discord_deliveries"
                                                        + " where state not in ('sent',"
                                                        + " 'coalesced')"))
                                .isEmpty());
    }
}
