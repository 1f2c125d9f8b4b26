package dev.mcsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.delivery.ChannelState;
import dev.mcsync.notifier.delivery.InMemoryIncidentBook;
import dev.mcsync.notifier.delivery.ScriptedWebhook;
import dev.mcsync.notifier.delivery.ScriptedWebhook.Post;
import dev.mcsync.notifier.delivery.SendingRules;
import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.InMemoryLedger;
import dev.mcsync.notifier.message.Notice.Tell;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

/** From the settings by their names to what Discord is sent, and when. */
class SendingSettingsTest {

    private static final String CHANNEL = "team";
    private static final Refusal INVALID = new Refusal(400, 50_035, "Invalid Form Body");
    private static final Refusal UNKNOWN = new Refusal(400, 99_999, null);
    private static final Refusal AWAY = new Refusal(503, 0, null);

    /** Every wait is as long as it may be. */
    private static final RandomGenerator HIGHEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new AssertionError("Expected to be asked for a number below a bound");
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final InstantSource clock = () -> Instant.ofEpochMilli(time.now(TimeUnit.MILLISECONDS));
    private final InMemoryLedger ledger = new InMemoryLedger(clock);
    private final ScriptedWebhook webhook = new ScriptedWebhook(clock);

    @AfterEach
    void disposeOfTime() {
        time.dispose();
    }

    @Test
    void whatNobodyRangForIsLookedForInTime() {
        serve("mc.discord-ask-every=7s");
        wait(1);

        time.advanceTimeBy(Duration.ofMillis(6_999));
        assertThat(webhook.posted()).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(webhook.posted()).containsExactly("line 0");
    }

    @Test
    void moreDeliveriesThanSoManyMakeOneMessage() {
        wait(3);

        serve("mc.discord-coalesce-above=2");

        assertThat(webhook.posted()).containsExactly("line 0\nline 1\nline 2");
    }

    @Test
    void aMessageHasOnlySoManyLines() {
        wait(7);

        serve("mc.discord-max-lines=4");

        assertThat(webhook.posted().getFirst()).isEqualTo("line 0\nline 1\nline 2\nline 3");
        assertThat(String.join("\n", webhook.posted())).endsWith("line 6");
    }

    @Test
    void theWaitAfterAFailureBeginsAndDoublesAndEndsWhereItIsToldTo() {
        wait(1);
        for (int i = 0; i < 4; i++) {
            webhook.next(new Answer.Unavailable(AWAY));
        }

        serve("mc.discord-first-retry=3s", "mc.discord-max-retry=7s");
        time.advanceTimeBy(Duration.ofMinutes(5));

        assertThat(gaps()).map(Duration::toSeconds).containsExactly(3L, 6L, 7L, 7L);
    }

    @Test
    void aMessageThatIsRefusedWithoutAReasonIsTriedSoOften() {
        wait(2);
        webhook.refuse("line 0", new Answer.Unclear(UNKNOWN));

        serve("mc.discord-max-refusals=2");
        time.advanceTimeBy(Duration.ofMinutes(5));

        assertThat(webhook.posted()).containsExactly("line 0", "line 0", "line 1");
        assertThat(ledger.states()).containsExactly("dead", "sent");
    }

    @Test
    void moreThanSoManyRefusedInARowStopTheChannel() {
        wait(3);
        webhook.refuse("line", new Answer.Malformed(INVALID));

        ChannelDelivery delivery = serve("mc.discord-max-dead-in-a-row=1");

        assertThat(delivery.state()).isInstanceOf(ChannelState.Refused.class);
        assertThat(ledger.states()).containsOnly("waiting");
    }

    @Test
    void whatAKilledInstanceHadTakenIsSentAgainAfterItsTime() {
        String held = "mc.discord-hold-timeout=40s";
        wait(1);
        assertThat(ledger.claim(CHANNEL, rules(held).claim()).block())
                .isInstanceOf(Claim.Taken.class);

        serve(held);
        time.advanceTimeBy(Duration.ofMillis(39_999));
        assertThat(webhook.posted()).isEmpty();
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(webhook.posted()).containsExactly("line 0");
    }

    private ChannelDelivery serve(String... lines) {
        ChannelDelivery delivery =
                ChannelDelivery.of(
                        CHANNEL,
                        ledger,
                        new InMemoryIncidentBook(),
                        webhook,
                        rules(lines),
                        new SimpleMeterRegistry(),
                        Duration.ofSeconds(20),
                        clock,
                        HIGHEST,
                        time);
        delivery.start();
        time.advanceTimeBy(Duration.ZERO);
        return delivery;
    }

    private static SendingRules rules(String... lines) {
        return GivenSettings.of(NotifierSettings.class, lines).sendingRules();
    }

    /** Each of another task. */
    private void wait(int deliveries) {
        ledger.record(
                        CHANNEL,
                        IntStream.range(0, deliveries)
                                .mapToObj(i ->
                                        new Delivery(
                                                new EventId("e" + i),
                                                new TaskId("tsk_" + i),
                                                null,
                                                new Tell("line " + i)))
                                .toList())
                .block();
    }

    /** The times between the requests. */
    private List<Duration> gaps() {
        List<Post> posts = webhook.posts();
        return IntStream.range(1, posts.size())
                .mapToObj(i -> Duration.between(posts.get(i - 1).at(), posts.get(i).at()))
                .toList();
    }
}
