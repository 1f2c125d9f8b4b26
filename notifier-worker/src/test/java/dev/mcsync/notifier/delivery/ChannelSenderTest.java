package dev.mcsync.notifier.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.notifier.delivery.ScriptedWebhook.Post;
import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.InMemoryLedger;
import dev.mcsync.notifier.ledger.IncidentBook.Incident;
import dev.mcsync.notifier.message.Notice.Tell;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

@Timeout(30)
class ChannelSenderTest {

    private static final String CHANNEL = "team";
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration HOLD = Duration.ofSeconds(20);
    private static final SendingRules RULES =
            new SendingRules(
                    new ClaimRule(5, 50, HOLD),
                    ASK_EVERY,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(60),
                    3);

    private final HandMovedClock clock = new HandMovedClock();
    private final InMemoryLedger ledger = new InMemoryLedger(clock);
    private final InMemoryIncidentBook incidents = new InMemoryIncidentBook();
    private final ScriptedWebhook webhook = new ScriptedWebhook(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ChannelSender sender = sender();

    @Test
    void withNothingToTellItRestsUntilItIsRung() {
        assertThat(step()).isEqualTo(new Rest.UntilRung(ASK_EVERY));
        assertThat(webhook.posted()).isEmpty();
    }

    @Test
    void whatWaitsIsToldInOrderWithoutARest() {
        wait(3);

        assertThat(step()).isEqualTo(Rest.NONE);
        assertThat(step()).isEqualTo(Rest.NONE);
        assertThat(step()).isEqualTo(Rest.NONE);

        assertThat(webhook.posted()).containsExactly("line 0", "line 1", "line 2");
        assertThat(ledger.states()).containsOnly("sent");
    }

    @Test
    void aBacklogIsToldInOneMessage() {
        wait(6);

        step();

        assertThat(webhook.posted())
                .containsExactly("line 0\nline 1\nline 2\nline 3\nline 4\nline 5");
        assertThat(count("mc.discord.coalesced")).isEqualTo(5);
    }

    @Test
    void aRateLimitIsObeyedToTheMillisecond() {
        wait(1);
        webhook.next(new Reply(new Answer.RateLimited(), Duration.ofMillis(1_337), false));

        runUntilIdle();

        assertThat(gaps()).containsExactly(Duration.ofMillis(1_337));
        assertThat(ledger.rows()).containsExactly("e0 sent null m2 tried 2 in doubt 0");
        assertThat(sender.shown()).isEqualTo(new ChannelState.Working());
    }

    @Test
    void theEndOfAWindowIsObeyedBeforeALimitIsHit() {
        wait(2);
        webhook.next(new Reply(new Answer.Delivered("m1"), Duration.ofSeconds(2), false));

        runUntilIdle();

        assertThat(gaps()).containsExactly(Duration.ofSeconds(2));
        assertThat(webhook.posted()).containsExactly("line 0", "line 1");
    }

    @Test
    void anotherInstanceObeysTheLimitToo() {
        wait(1);
        webhook.next(new Reply(new Answer.RateLimited(), Duration.ofSeconds(30), false));
        step();

        assertThat(sender().step().block()).isEqualTo(new Rest.Pause(ASK_EVERY));
        assertThat(webhook.posted()).hasSize(1);
    }

    @Test
    void aLimitWithoutATimeBacksOff() {
        wait(1);
        webhook.next(new Answer.RateLimited());
        webhook.next(new Answer.RateLimited());

        runUntilIdle();

        assertThat(gaps()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503})
    void aFaultOfDiscordsOwnIsTriedAgainForEver(int status) {
        wait(1);
        for (int i = 0; i < 40; i++) {
            webhook.next(new Answer.Unavailable(status));
        }

        runUntilIdle();

        assertThat(webhook.posted()).hasSize(41);
        assertThat(gaps()).startsWith(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(gaps().getLast()).isEqualTo(Duration.ofSeconds(60));
        assertThat(ledger.rows()).containsExactly("e0 sent null m41 tried 41 in doubt 0");
        assertThat(count("mc.discord.ambiguous.resend")).isZero();
    }

    @Test
    void whileItRetriesTheReasonShows() {
        wait(1);
        webhook.next(new Answer.NotSent("ConnectException"));

        step();

        assertThat(sender.shown())
                .isEqualTo(
                        new ChannelState.Retrying("ConnectException", 1, Duration.ofMillis(500)));
        runUntilIdle();
        assertThat(sender.shown()).isEqualTo(new ChannelState.Working());
    }

    @Test
    void aLostAnswerIsSentAgainAsItWasAndCounted() {
        wait(6);
        webhook.next(new Answer.Lost("ReadTimeoutException"));
        step();
        wait(6, 8);

        runUntilIdle();

        assertThat(webhook.posted().get(1)).isEqualTo(webhook.posted().get(0));
        assertThat(webhook.posted().subList(2, 4)).containsExactly("line 6", "line 7");
        assertThat(count("mc.discord.ambiguous.resend")).isEqualTo(1);
        assertThat(ledger.rows().get(0)).isEqualTo("e0 sent null m2 tried 2 in doubt 1");
        assertThat(ledger.rows().get(5)).isEqualTo("e5 coalesced e0 m2 tried 2 in doubt 1");
    }

    @Test
    void whatAKilledInstanceHadTakenIsSentOnceItsTimeHasPassed() {
        wait(2);
        assertThat(ledger.claim(CHANNEL, RULES.claim()).block()).isInstanceOf(Claim.Taken.class);

        assertThat(step()).isEqualTo(new Rest.Pause(ASK_EVERY));
        assertThat(webhook.posted()).isEmpty();
        clock.pass(HOLD);
        runUntilIdle();

        assertThat(webhook.posted()).containsExactly("line 0", "line 1");
        assertThat(count("mc.discord.ambiguous.resend")).isEqualTo(1);
    }

    @Test
    void aMalformedMessageIsDeadAndTheNextGoesOn() {
        wait(2);
        webhook.next(new Answer.Malformed(400));

        runUntilIdle();

        assertThat(ledger.rows())
                .containsExactly(
                        "e0 dead discord_400 null tried 1 in doubt 0",
                        "e1 sent null m2 tried 1 in doubt 0");
    }

    @Test
    void theMalformedLineOfAGroupIsFoundAndTheOthersAreTold() {
        wait(6);
        webhook.next(new Answer.Malformed(400));
        webhook.next(new Answer.Delivered("a"));
        webhook.next(new Answer.Delivered("b"));
        webhook.next(new Answer.Malformed(400));

        runUntilIdle();

        assertThat(webhook.posted())
                .containsExactly(
                        "line 0\nline 1\nline 2\nline 3\nline 4\nline 5",
                        "line 0",
                        "line 1",
                        "line 2",
                        "line 3",
                        "line 4",
                        "line 5");
        assertThat(ledger.states()).containsExactly("sent", "sent", "dead", "sent", "sent", "sent");
    }

    @Test
    void whereEveryMessageIsMalformedTheChannelStopsBeforeAllIsLost() {
        wait(5);
        for (int i = 0; i < 5; i++) {
            webhook.next(new Answer.Malformed(400));
        }

        runUntilIdle();

        assertThat(ledger.states()).containsExactly("dead", "dead", "dead", "waiting", "waiting");
        assertThat(sender.shown()).isEqualTo(new ChannelState.Refused(400));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aRefusedChannelStopsWithOneIncidentAndLosesNothing(int status) {
        wait(7);
        webhook.next(new Answer.Closed(status));

        assertThat(step()).isEqualTo(new Rest.Stopped());
        assertThat(step()).isEqualTo(new Rest.Stopped());

        assertThat(webhook.posted()).hasSize(1);
        assertThat(ledger.states()).hasSize(7).containsOnly("waiting");
        assertThat(incidents.openOnes())
                .containsExactly(
                        Map.entry(
                                "discord:team",
                                new Incident(
                                        "discord:team",
                                        "discord_channel_refused",
                                        "team",
                                        "{\"channel\":\"team\",\"status\":%d}".formatted(status))));
    }

    @Test
    void theNextStartTriesAgainAndResolvesTheIncident() {
        wait(1);
        webhook.next(new Answer.Closed(404));
        step();

        sender().step().block();

        assertThat(ledger.states()).containsExactly("sent");
        assertThat(incidents.openOnes()).isEmpty();
    }

    @Test
    void aLedgerOutOfReachIsAskedAgain() {
        wait(1);
        ledger.failWith(new IllegalStateException("connection refused"));

        assertThat(step()).isEqualTo(new Rest.Pause(Duration.ofMillis(500)));
        assertThat(step()).isEqualTo(new Rest.Pause(Duration.ofSeconds(1)));
        ledger.failWith(null);
        runUntilIdle();

        assertThat(webhook.posted()).containsExactly("line 0");
    }

    private ChannelSender sender() {
        return new ChannelSender(
                CHANNEL,
                ledger,
                new ChannelIncident(incidents, CHANNEL),
                webhook,
                RULES,
                new Backoff(RULES.firstRetry(), RULES.maxRetry(), BackoffTest.HIGHEST),
                new RateGates(new RateGate(clock), new RateGate(clock)),
                new DeliveryMetrics(registry, CHANNEL),
                Schedulers.parallel());
    }

    private void wait(int events) {
        wait(0, events);
    }

    private void wait(int from, int to) {
        List<Delivery> deliveries =
                IntStream.range(from, to)
                        .mapToObj(i ->
                                new Delivery(
                                        new EventId("e" + i), null, null, new Tell("line " + i)))
                        .toList();
        ledger.record(CHANNEL, deliveries).block();
    }

    private Rest step() {
        return requireNonNull(sender.step().block());
    }

    /** Steps, and lets the time of each rest pass, until there is nothing left to do. */
    private void runUntilIdle() {
        for (int i = 0; i < 10_000; i++) {
            switch (step()) {
                case Rest.Pause(Duration duration) -> clock.pass(duration);
                case Rest.UntilRung _, Rest.Stopped() -> {
                    return;
                }
            }
        }
        throw new AssertionError("Expected the sender to come to rest");
    }

    /** The times between the requests. */
    private List<Duration> gaps() {
        List<Post> posts = webhook.posts();
        return IntStream.range(1, posts.size())
                .mapToObj(i -> Duration.between(posts.get(i - 1).at(), posts.get(i).at()))
                .toList();
    }

    private double count(String counter) {
        return registry.get(counter).counter().count();
    }
}
