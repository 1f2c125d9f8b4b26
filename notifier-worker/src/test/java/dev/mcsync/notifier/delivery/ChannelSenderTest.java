package dev.mcsync.notifier.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.notifier.delivery.ScriptedWebhook.Post;
import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.InMemoryLedger;
import dev.mcsync.notifier.ledger.IncidentBook.Incident;
import dev.mcsync.notifier.ledger.Resent;
import dev.mcsync.notifier.message.Notice.Tell;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

@Timeout(30)
class ChannelSenderTest {

    private static final String CHANNEL = "team";
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final Duration HOLD = Duration.ofSeconds(20);
    private static final int BURST = 100;
    private static final SendingRules RULES =
            new SendingRules(
                    new ClaimRule(5, 50, HOLD),
                    ASK_EVERY,
                    Duration.ofMillis(500),
                    Duration.ofSeconds(60),
                    5,
                    3,
                    BURST,
                    Duration.ofSeconds(2));

    private static final Refusal INVALID = new Refusal(400, 50_035, "Invalid Form Body");
    private static final Refusal UNKNOWN = new Refusal(400, 99_999, null);

    private final HandMovedClock clock = new HandMovedClock();
    private final InMemoryLedger ledger = new InMemoryLedger(clock);
    private final InMemoryIncidentBook incidents = new InMemoryIncidentBook();
    private final ScriptedWebhook webhook = new ScriptedWebhook(clock);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SendWindow window = new SendWindow(clock, BURST, Duration.ofSeconds(2));
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
    void asManyPassAsDiscordLetsAndTheRestIsToldTogether() {
        for (int sent = 0; sent < BURST; sent++) {
            wait(sent, sent + 1);
            assertThat(step()).isEqualTo(Rest.NONE);
        }
        wait(BURST, BURST + 7);

        assertThat(step()).isEqualTo(new Rest.Pause(Duration.ofSeconds(2)));
        assertThat(webhook.posted()).hasSize(BURST);
        clock.pass(Duration.ofSeconds(2));
        assertThat(step()).isEqualTo(Rest.NONE);

        assertThat(webhook.posted()).hasSize(BURST + 1);
        assertThat(webhook.posted().getLast().lines()).hasSize(7);
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
            webhook.next(new Answer.Unavailable(new Refusal(status, 0, null)));
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
        webhook.next(new Answer.Malformed(INVALID));

        runUntilIdle();

        assertThat(ledger.rows())
                .containsExactly(
                        "e0 dead discord_400_50035 null tried 1 in doubt 0",
                        "e1 sent null m2 tried 1 in doubt 0");
        assertThat(incidents.openOnes()).isEmpty();
    }

    @Test
    void theMalformedLineOfAGroupIsFoundAndTheOthersAreTold() {
        wait(6);
        webhook.next(new Answer.Malformed(INVALID));
        webhook.next(new Answer.Delivered("a"));
        webhook.next(new Answer.Delivered("b"));
        webhook.next(new Answer.Malformed(INVALID));

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
    void anInstanceThatStartsInBetweenKnowsWhichLinesAreSuspected() {
        wait(6);
        webhook.next(new Answer.Malformed(INVALID));
        step();

        runUntilIdle(sender());

        assertThat(webhook.posted().get(1)).isEqualTo("line 0");
    }

    @Test
    void whatIsNotExplainedIsTriedSomeTimesAndThenDiesAlone() {
        wait(3);
        for (int i = 0; i < RULES.maxRefusals(); i++) {
            webhook.next(new Answer.Unclear(UNKNOWN));
        }

        runUntilIdle();

        assertThat(ledger.rows())
                .containsExactly(
                        "e0 dead discord_400_99999 null tried 5 in doubt 0",
                        "e1 sent null m6 tried 1 in doubt 0",
                        "e2 sent null m7 tried 1 in doubt 0");
        assertThat(gaps().subList(0, 3))
                .containsExactly(
                        Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(incidents.openOnes()).isEmpty();
    }

    @Test
    void whatIsNotExplainedIsSentOnceItPasses() {
        wait(1);
        webhook.next(new Answer.Unclear(UNKNOWN));

        runUntilIdle();

        assertThat(ledger.states()).containsExactly("sent");
    }

    @Test
    void whereEveryMessageIsRefusedNoneIsLostAndAllAreSentWhenThatEnds() {
        wait(5);
        for (int i = 0; i < 40; i++) {
            webhook.next(new Answer.Malformed(INVALID));
        }

        run(30);
        assertThat(ledger.states()).hasSize(5).containsOnly("waiting");
        assertThat(sender.shown())
                .isEqualTo(new ChannelState.Refused(INVALID, true, Duration.ofSeconds(60)));
        assertThat(incidents.openOnes()).containsOnlyKeys("discord:team");

        runUntilIdle();
        assertThat(ledger.states()).hasSize(5).containsOnly("sent");
        assertThat(webhook.posted().subList(40, 45))
                .containsExactlyInAnyOrder("line 0", "line 1", "line 2", "line 3", "line 4");
        assertThat(incidents.openOnes()).isEmpty();
    }

    @Test
    void howManyDiedInARowOutlivesARestart() {
        wait(5);
        for (int i = 0; i < 4; i++) {
            webhook.next(new Answer.Malformed(INVALID));
        }
        step();
        step();

        ChannelSender next = sender();
        next.step().block();
        next.step().block();

        assertThat(ledger.states()).hasSize(5).containsOnly("waiting");
        assertThat(next.shown()).isInstanceOf(ChannelState.Refused.class);
    }

    @Test
    void manyBadMessagesOfOneTaskDoNotKeepTheOthersFromBeingTold() {
        for (int i = 0; i < 6; i++) {
            record("tsk_bad", "bad " + i);
        }
        record("tsk_good", "good");
        webhook.refuse("bad", new Answer.Malformed(INVALID));

        runUntilIdle();

        assertThat(ledger.states())
                .containsExactly("dead", "dead", "dead", "dead", "dead", "dead", "sent");
        assertThat(incidents.openOnes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"401,0", "401,50027", "404,10015", "403,50013", "400,220001"})
    void aRefusedChannelStopsWithOneIncidentAndLosesNothing(int status, int code) {
        Refusal refusal = new Refusal(status, code, "Such is life");
        wait(7);
        for (int i = 0; i < 5; i++) {
            webhook.next(new Answer.Closed(refusal));
        }

        run(5);

        assertThat(webhook.posted()).hasSize(5);
        assertThat(ledger.states()).hasSize(7).containsOnly("waiting");
        assertThat(incidents.openings()).isEqualTo(1);
        assertThat(incidents.openOnes().get("discord:team"))
                .isEqualTo(
                        new Incident(
                                "discord:team",
                                "discord_channel_refused",
                                "team",
                                "{\"channel\":\"team\",\"status\":%d,%s\"says\":\"Such is life\",\"every_message\":false}"
                                        .formatted(
                                                status,
                                                code == 0 ? "" : "\"code\":%d,".formatted(code))));

        runUntilIdle();
        assertThat(ledger.states()).hasSize(7).containsOnly("sent", "coalesced");
        assertThat(incidents.openOnes()).isEmpty();
    }

    @Test
    void aRefusedChannelMakesFewRequests() {
        wait(1);
        for (int i = 0; i < 10_000; i++) {
            webhook.next(new Answer.Closed(new Refusal(404, 10_015, null)));
        }
        Instant end = clock.instant().plus(Duration.ofMinutes(10));
        ChannelSender unlucky = sender(BackoffTest.LOWEST);

        while (clock.instant().isBefore(end)) {
            pass(requireNonNull(unlucky.step().block()));
        }

        assertThat(webhook.posted()).hasSizeLessThan(40);
    }

    @Test
    void aTrialThatFindsOnlyItsMessageWrongResolvesTheIncident() {
        wait(2);
        webhook.next(new Answer.Closed(new Refusal(404, 10_015, null)));
        webhook.next(new Answer.Malformed(INVALID));

        run(2);

        assertThat(incidents.openOnes()).isEmpty();
        runUntilIdle();
        assertThat(ledger.states()).containsExactly("dead", "sent");
    }

    @Test
    void aFaultThatPassesDoesNotHideThatTheChannelIsRefused() {
        wait(1);
        webhook.next(new Answer.Closed(new Refusal(404, 10_015, null)));
        webhook.next(new Answer.Unavailable(new Refusal(503, 0, null)));

        run(2);

        assertThat(sender.shown()).isInstanceOf(ChannelState.Refused.class);
    }

    @Test
    void theNextStartTriesAgainAndResolvesTheIncident() {
        wait(1);
        webhook.next(new Answer.Closed(new Refusal(404, 10_015, null)));
        pass(step());

        sender().step().block();

        assertThat(ledger.states()).containsExactly("sent");
        assertThat(incidents.openOnes()).isEmpty();
    }

    @Test
    void aDeadMessageIsSentAgainWhenAPersonAsks() {
        wait(2);
        webhook.next(new Answer.Malformed(INVALID));
        runUntilIdle();

        assertThat(ledger.sendAgain(CHANNEL, new EventId("e0")).block()).isEqualTo(Resent.WAITING);
        runUntilIdle();

        assertThat(ledger.states()).containsExactly("sent", "sent");
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
        return sender(BackoffTest.HIGHEST);
    }

    private ChannelSender sender(RandomGenerator random) {
        return new ChannelSender(
                CHANNEL,
                ledger,
                new ChannelIncident(incidents, CHANNEL),
                webhook,
                RULES,
                new Backoff(RULES.firstRetry(), RULES.maxRetry(), random),
                new RateGates(new RateGate(clock), new RateGate(clock), window),
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

    private void record(String task, String line) {
        ledger.record(
                        CHANNEL,
                        List.of(
                                new Delivery(
                                        new EventId(line.replace(' ', '_')),
                                        new TaskId(task),
                                        null,
                                        new Tell(line))))
                .block();
    }

    private Rest step() {
        return requireNonNull(sender.step().block());
    }

    /** Steps so often, and lets the time of each rest pass. */
    private void run(int steps) {
        for (int i = 0; i < steps; i++) {
            pass(step());
        }
    }

    private void runUntilIdle() {
        runUntilIdle(sender);
    }

    /** Steps, and lets the time of each rest pass, until there is nothing left to do. */
    private void runUntilIdle(ChannelSender running) {
        for (int i = 0; i < 10_000; i++) {
            Rest rest = requireNonNull(running.step().block());
            if (rest instanceof Rest.UntilRung) {
                return;
            }
            pass(rest);
        }
        throw new AssertionError("Expected the sender to come to rest");
    }

    private void pass(Rest rest) {
        if (rest instanceof Rest.Pause(Duration duration)) {
            clock.pass(duration);
        }
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
