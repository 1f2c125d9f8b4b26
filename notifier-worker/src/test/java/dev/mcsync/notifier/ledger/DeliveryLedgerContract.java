package dev.mcsync.notifier.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.ledger.DeliveryLedger.Backlog;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.DeliveryLedger.Recorded;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import dev.mcsync.notifier.message.Silence;
import dev.mcsync.service.kafka.TraceParent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What every ledger promises. */
@Timeout(60)
abstract class DeliveryLedgerContract {

    private static final String CHANNEL = "team";
    private static final ClaimRule RULE = new ClaimRule(3, 10, Duration.ofMinutes(1));
    private static final ClaimRule ALONE = new ClaimRule(3, 1, Duration.ofMinutes(1));
    private static final ClaimRule SHORT = new ClaimRule(3, 10, Duration.ofMillis(150));

    private static final Refusal REFUSAL = new Refusal(400, 50_035, "Invalid Form Body");

    abstract DeliveryLedger ledger();

    /** Each row as {@code event state reason messageId tried n in doubt n}, in order. */
    abstract List<String> rows();

    @Test
    void notesAreTakenWhereTheyStandAndNowhereElse() {
        assertThat(ledger().positions(CHANNEL).block()).isEmpty();
        step("e1", null, 4);
        assertThat(ledger().positions(CHANNEL).block()).containsExactly(Map.entry(0, 4L));

        assertThatThrownBy(() -> step("e2", null, 6)).isInstanceOf(OtherPlaceException.class);
        assertThatThrownBy(() -> step("e2", 3L, 6)).isInstanceOf(OtherPlaceException.class);
        assertThat(step("e2", 4L, 6).waiting()).isEqualTo(1);
        assertThat(ledger().positions(CHANNEL).block()).containsExactly(Map.entry(0, 6L));
    }

    @Test
    void whatWasToldBeforeTheDatabaseWentBackIsNotToldAgain() {
        Recorded recorded =
                requireNonNull(
                        ledger().record(
                                        CHANNEL,
                                        List.of(
                                                of("e1", 3, Origin.Fate.TOLD),
                                                of("e2", 4, Origin.Fate.IN_DOUBT),
                                                of("e3", 5, Origin.Fate.NEW)),
                                        List.of())
                                .block());

        assertThat(recorded).isEqualTo(new Recorded(2, 1, 0));
        assertThat(rows())
                .containsExactly(
                        "e1 sent told_before null tried 0 in doubt 0",
                        "e2 waiting null null tried 0 in doubt 1",
                        "e3 waiting null null tried 0 in doubt 0");
        assertThat(step("e4", null, 7).untold()).containsExactly(Map.entry(0, 4L));
    }

    /** They waited when the backup was made, and were told since. */
    @Test
    void whatWasToldSinceDoesNotWait() {
        step("e1", null, 4);
        step("e2", 4L, 6);

        assertThat(ledger().wereTold(CHANNEL, 0, 4).block()).isEqualTo(1);
        assertThat(ledger().wereTold(CHANNEL, 1, 9).block()).isZero();

        assertThat(rows())
                .containsExactly(
                        "e1 sent told_before null tried 0 in doubt 0",
                        "e2 waiting null null tried 0 in doubt 0");
    }

    private Recorded step(String eventId, @Nullable Long from, long to) {
        return requireNonNull(
                ledger().record(
                                CHANNEL,
                                List.of(of(eventId, to - 1, Origin.Fate.NEW)),
                                List.of(new Step(0, from, to)))
                        .block());
    }

    private static Delivery of(String eventId, long offset, Origin.Fate fate) {
        Delivery plain = tell(eventId);
        return new Delivery(
                plain.eventId(),
                plain.taskId(),
                plain.agentId(),
                plain.notice(),
                new Origin(0, offset, fate));
    }

    /** Who sends the message, perhaps another instance, goes on in their traces. */
    @Test
    void aMessageKnowsThePlacesOfItsDeliveries() {
        TraceParent one = TraceParent.fresh();
        TraceParent two = TraceParent.fresh();
        record(placed("e1", one), tell("e2"), placed("e3", two));

        Claim claim = claim(new ClaimRule(1, 3, Duration.ofSeconds(20)));

        assertThat(claim).isInstanceOf(Claim.Taken.class);
        assertThat(((Claim.Taken) claim).message().lines()).isEqualTo(3);
        assertThat(((Claim.Taken) claim).message().places()).containsExactly(one, two);
    }

    private static Delivery placed(String eventId, TraceParent place) {
        Delivery plain = tell(eventId);
        return new Delivery(
                plain.eventId(),
                plain.taskId(),
                plain.agentId(),
                plain.notice(),
                new Origin(0, 1, Origin.Fate.NEW, place));
    }

    @Test
    void anEventIsNotedOnce() {
        assertThat(record(tell("e1"), silent("e2"))).isEqualTo(new Recorded(1, 1, 0));
        assertThat(record(tell("e1"), silent("e1"), tell("e2"), tell("e3")))
                .isEqualTo(new Recorded(1, 0, 3));

        assertThat(rows())
                .containsExactly(
                        "e1 waiting null null tried 0 in doubt 0",
                        "e2 suppressed refused null tried 0 in doubt 0",
                        "e3 waiting null null tried 0 in doubt 0");
    }

    @Test
    void theSameEventTwiceInABatchIsNotedOnce() {
        assertThat(record(tell("e1"), tell("e1"))).isEqualTo(new Recorded(1, 0, 1));
    }

    @Test
    void anEmptyBatchIsNoted() {
        assertThat(record()).isEqualTo(new Recorded(0, 0, 0));
    }

    @Test
    void nothingIsTakenWhereNothingWaits() {
        record(silent("e1"));

        assertThat(claim(RULE)).isInstanceOf(Claim.Nothing.class);
    }

    @Test
    void theOldestIsTakenFirstAndByItself() {
        record(tell("e2"), tell("e1"), tell("e3"));

        ClaimedMessage message = take(RULE);

        assertThat(message.content()).isEqualTo("line e2");
        assertThat(message.lines()).isEqualTo(1);
        assertThat(message.inDoubt()).isFalse();
    }

    @Test
    void nothingElseIsTakenWhileAMessageIsOnItsWay() {
        record(tell("e1"), tell("e2"));
        take(RULE);

        assertThat(claim(RULE))
                .isInstanceOfSatisfying(
                        Claim.Held.class,
                        held ->
                                assertThat(held.atMost())
                                        .isBetween(Duration.ofSeconds(50), RULE.holdFor()));
    }

    @Test
    void otherChannelsAreNotHeldUp() {
        record(tell("e1"));
        take(RULE);
        ledger().record("other", List.of(tell("e1"))).block();

        assertThat(ledger().claim("other", RULE).block()).isInstanceOf(Claim.Taken.class);
    }

    @Test
    void aSentMessageIsDone() {
        record(tell("e1"), tell("e2"));

        assertThat(settle(take(RULE), new Settlement.Sent("4711"))).isEqualTo(Settled.NOTED);

        assertThat(rows())
                .containsExactly(
                        "e1 sent null 4711 tried 1 in doubt 0",
                        "e2 waiting null null tried 0 in doubt 0");
        assertThat(take(RULE).content()).isEqualTo("line e2");
    }

    @Test
    void aMessageWithoutAnIdIsDoneToo() {
        record(tell("e1"));

        settle(take(RULE), new Settlement.Sent(null));

        assertThat(rows()).containsExactly("e1 sent null null tried 1 in doubt 0");
    }

    @Test
    void aBacklogGoesIntoOneMessageInOrder() {
        record(tell("e4"), tell("e3"), tell("e2"), tell("e1"));

        ClaimedMessage message = take(RULE);
        settle(message, new Settlement.Sent("4711"));

        assertThat(message.content()).isEqualTo("line e4\nline e3\nline e2\nline e1");
        assertThat(message.lines()).isEqualTo(4);
        assertThat(rows())
                .containsExactly(
                        "e4 sent null 4711 tried 1 in doubt 0",
                        "e3 coalesced e4 4711 tried 1 in doubt 0",
                        "e2 coalesced e4 4711 tried 1 in doubt 0",
                        "e1 coalesced e4 4711 tried 1 in doubt 0");
    }

    @Test
    void aMessageHasAtMostSoManyLines() {
        record(events(25));

        assertThat(take(RULE).lines()).isEqualTo(10);
    }

    @Test
    void aMessageHasAtMostTwoThousandCodePoints() {
        List<Delivery> deliveries =
                IntStream.range(0, 5).mapToObj(i -> tell("e" + i, "🟧".repeat(900))).toList();
        record(deliveries.toArray(Delivery[]::new));

        ClaimedMessage message = take(RULE);

        assertThat(message.lines()).isEqualTo(2);
        assertThat(message.content().codePointCount(0, message.content().length()))
                .isEqualTo(1_801);
    }

    @Test
    void whatWasRefusedGoesByItselfFromThenOn() {
        record(events(4));
        settle(take(RULE), new Settlement.Suspected(REFUSAL, Duration.ZERO));
        record(tell("e4"), tell("e5"), tell("e6"), tell("e7"));

        List<String> told = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ClaimedMessage message = takeSoon(RULE);
            told.add(message.content());
            assertThat(message.refusals()).isEqualTo(i < 4 ? 1 : 0);
            settle(message, new Settlement.Sent("4711"));
        }

        assertThat(told)
                .containsExactly(
                        "line e0",
                        "line e1",
                        "line e2",
                        "line e3",
                        "line e4\nline e5\nline e6\nline e7");
    }

    @Test
    void anAddressThatCouldEndWhatAnotherLineBeginsGoesByItself() {
        record(tell("e0"), tell("e1"), tell("e2", "see <https://host/a_(b)>"), tell("e3"));

        assertThat(take(RULE).content()).isEqualTo("line e0\nline e1");
    }

    @Test
    void aTrialTakesTurnsOverTheTasksAndKeepsTheOrderOfEach() {
        record(of("a", "e0"), of("a", "e1"), of("b", "e2"), of("b", "e3"), of("c", "e4"));

        List<String> tried = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ClaimedMessage message = takeSoon(RULE.asTrial());
            tried.add(message.content());
            settle(message, new Settlement.Suspected(REFUSAL, Duration.ZERO));
        }

        assertThat(tried).containsExactly("line e0", "line e2", "line e4", "line e0");
    }

    @Test
    void tooManyDeadInARowAreGivenBackOnceInTheirOldOrder() {
        record(events(5));
        settle(take(ALONE), new Settlement.Sent("4711"));

        assertThat(die()).isEqualTo(Settled.NOTED);
        assertThat(die()).isEqualTo(Settled.NOTED);
        assertThat(die()).isEqualTo(Settled.GIVEN_BACK);
        assertThat(states()).containsExactly("sent", "waiting", "waiting", "waiting", "waiting");

        for (int i = 0; i < 4; i++) {
            assertThat(die()).isEqualTo(Settled.NOTED);
        }
        assertThat(states()).containsExactly("sent", "dead", "dead", "dead", "dead");
    }

    @Test
    void theDeadBeforeAMessageThatWasSentAreNotGivenBack() {
        record(events(6));
        die();
        die();
        settle(take(ALONE), new Settlement.Sent("4711"));
        die();
        die();

        assertThat(die()).isEqualTo(Settled.GIVEN_BACK);
        assertThat(states())
                .containsExactly("dead", "dead", "sent", "waiting", "waiting", "waiting");
    }

    @Test
    void aDeadDeliveryIsSentAgainWhenAPersonAsks() {
        record(tell("e1"), tell("e2"), silent("e3"));
        die();

        assertThat(sendAgain("e1")).isEqualTo(Resent.WAITING);
        assertThat(sendAgain("e1")).isEqualTo(Resent.NOT_DEAD);
        assertThat(sendAgain("e3")).isEqualTo(Resent.NOT_DEAD);
        assertThat(sendAgain("e4")).isEqualTo(Resent.UNKNOWN);

        assertThat(take(RULE).content()).isEqualTo("line e1");
        assertThat(rows().getFirst()).isEqualTo("e1 sending null null tried 2 in doubt 0");
    }

    @Test
    void aReturnedMessageWaitsItsTimeAndHoldsUpTheOthers() {
        record(tell("e1"), tell("e2"));
        settle(take(RULE), new Settlement.Returned(Duration.ofMillis(200)));

        assertThat(claim(RULE)).isInstanceOf(Claim.Held.class);
        assertThat(takeSoon(RULE).content()).isEqualTo("line e1");
        assertThat(rows().getFirst()).isEqualTo("e1 sending null null tried 2 in doubt 0");
    }

    @Test
    void aReturnedGroupMayBeGroupedAnew() {
        record(events(4));
        settle(take(RULE), new Settlement.Returned(Duration.ZERO));
        record(tell("late"));

        assertThat(takeSoon(RULE).lines()).isEqualTo(5);
    }

    @Test
    void aMessageInDoubtIsTakenAgainAsItWas() {
        record(events(4));
        ClaimedMessage first = take(RULE);
        settle(first, new Settlement.InDoubt(Duration.ofMillis(100)));
        record(tell("late"));

        assertThat(claim(RULE)).isInstanceOf(Claim.Held.class);
        ClaimedMessage second = takeSoon(RULE);

        assertThat(second.content()).isEqualTo(first.content());
        assertThat(second.inDoubt()).isTrue();
        settle(second, new Settlement.Sent("4711"));
        assertThat(rows())
                .containsExactly(
                        "e0 sent null 4711 tried 2 in doubt 1",
                        "e1 coalesced e0 4711 tried 2 in doubt 1",
                        "e2 coalesced e0 4711 tried 2 in doubt 1",
                        "e3 coalesced e0 4711 tried 2 in doubt 1",
                        "late waiting null null tried 0 in doubt 0");
    }

    @Test
    void aMessageWhoseTakerDiedIsTakenAgainInDoubt() {
        record(tell("e1"));
        ClaimedMessage first = take(SHORT);

        ClaimedMessage second = takeSoon(RULE);

        assertThat(second.inDoubt()).isTrue();
        assertThat(settle(first, new Settlement.Returned(Duration.ZERO)))
                .isEqualTo(Settled.OVERTAKEN);
        assertThat(rows()).containsExactly("e1 sending null null tried 2 in doubt 1");
        assertThat(settle(second, new Settlement.Sent("4711"))).isEqualTo(Settled.NOTED);
        assertThat(settle(second, new Settlement.Sent("4712"))).isEqualTo(Settled.OVERTAKEN);
        assertThat(rows()).containsExactly("e1 sent null 4711 tried 2 in doubt 1");
    }

    @Test
    void aDeadMessageHoldsUpNothing() {
        record(tell("e1"), tell("e2"));
        die();

        assertThat(take(RULE).content()).isEqualTo("line e2");
        assertThat(rows().getFirst())
                .isEqualTo("e1 dead discord_400_50035 null tried 1 in doubt 0");
    }

    @Test
    void ofManyThatAskAtOnceOneGetsTheMessage() {
        record(events(3));

        List<Claim> claims =
                requireNonNull(
                        Flux.range(0, 16)
                                .flatMap(_ ->
                                        ledger().claim(CHANNEL, RULE)
                                                .subscribeOn(Schedulers.boundedElastic()))
                                .collectList()
                                .block());

        assertThat(claims).filteredOn(claim -> claim instanceof Claim.Taken).hasSize(1);
    }

    @Test
    void allThatIsNotedAtOnceIsTakenOnceAndEachTaskInOrder() {
        Flux.range(0, 4)
                .flatMap(task ->
                        Flux.range(0, 20)
                                .concatMap(i ->
                                        ledger().record(
                                                        CHANNEL,
                                                        List.of(
                                                                tell(
                                                                        "t%d.%02d"
                                                                                .formatted(
                                                                                        task, i)))))
                                .subscribeOn(Schedulers.boundedElastic()))
                .blockLast();

        List<String> told = new ArrayList<>();
        while (claim(RULE) instanceof Claim.Taken(ClaimedMessage message)) {
            told.addAll(message.content().lines().toList());
            settle(message, new Settlement.Sent("1"));
        }

        assertThat(told).hasSize(80);
        assertThat(new HashSet<>(told)).hasSize(80);
        for (int task = 0; task < 4; task++) {
            String prefix = "line t" + task + ".";
            assertThat(told).filteredOn(line -> line.startsWith(prefix)).isSorted();
        }
    }

    @Test
    void theBacklogCountsWhatIsYetToBeTold() {
        assertThat(ledger().backlog(CHANNEL).block()).isEqualTo(new Backlog(0, Duration.ZERO));
        record(tell("e1"), tell("e2"), tell("e3"), silent("e4"));
        settle(take(RULE), new Settlement.Sent("1"));
        take(RULE);

        Backlog backlog = requireNonNull(ledger().backlog(CHANNEL).block());

        assertThat(backlog.waiting()).isEqualTo(2);
        assertThat(backlog.oldest()).isLessThan(Duration.ofMinutes(1));
    }

    private Recorded record(Delivery... deliveries) {
        return requireNonNull(ledger().record(CHANNEL, List.of(deliveries)).block());
    }

    private Claim claim(ClaimRule rule) {
        return requireNonNull(ledger().claim(CHANNEL, rule).block());
    }

    private ClaimedMessage take(ClaimRule rule) {
        return ((Claim.Taken) claim(rule)).message();
    }

    private ClaimedMessage takeSoon(ClaimRule rule) {
        return ((Claim.Taken)
                        await().atMost(Duration.ofSeconds(10))
                                .pollInterval(Duration.ofMillis(10))
                                .until(() -> claim(rule), claim -> claim instanceof Claim.Taken))
                .message();
    }

    private Settled die() {
        return settle(takeSoon(ALONE), new Settlement.Dead(REFUSAL, 2, Duration.ZERO));
    }

    private Resent sendAgain(String eventId) {
        return requireNonNull(ledger().sendAgain(CHANNEL, new EventId(eventId)).block());
    }

    private List<String> states() {
        return rows().stream().map(row -> row.split(" ", -1)[1]).toList();
    }

    private Settled settle(ClaimedMessage message, Settlement settlement) {
        return requireNonNull(ledger().settle(message, settlement).block());
    }

    private static Delivery[] events(int count) {
        return IntStream.range(0, count).mapToObj(i -> tell("e" + i)).toArray(Delivery[]::new);
    }

    private static Delivery of(String taskId, String eventId) {
        return new Delivery(
                new EventId(eventId), new TaskId(taskId), null, new Tell("line " + eventId));
    }

    private static Delivery tell(String eventId) {
        return tell(eventId, "line " + eventId);
    }

    private static Delivery tell(String eventId, String line) {
        return new Delivery(new EventId(eventId), new TaskId("tsk_1"), null, new Tell(line));
    }

    private static Delivery silent(String eventId) {
        return new Delivery(new EventId(eventId), null, null, new Silent(Silence.REFUSED));
    }
}
