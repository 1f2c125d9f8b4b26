package dev.mcsync.realtime.session;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static dev.mcsync.realtime.testing.Samples.agent;
import static dev.mcsync.realtime.testing.Samples.draft;
import static dev.mcsync.realtime.testing.Samples.task;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.realtime.testing.HandClock;
import dev.mcsync.realtime.view.BoardListener;
import dev.mcsync.realtime.view.BoardTwin;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import dev.mcsync.realtime.view.KnownCurrency;
import dev.mcsync.service.access.IssuedTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The protocol, with a client whose reading and a clock whose passing are in the test's hands. */
class BoardSessionTest {

    private static final SessionLimits LIMITS =
            new SessionLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(8),
                    512 * 1024,
                    3,
                    2);

    private static final Owner OWNER = Owner.of("0123456789abcdef");

    private final HandClock clock = new HandClock();
    private final BoardTwin twin = new BoardTwin(clock);
    private final KnownCurrency known = new KnownCurrency();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final TokenOwners tokens = new TokenOwners(new IssuedTokens(clock));
    private final SessionHub hub =
            new SessionHub(
                    twin.board,
                    known.currency,
                    new Guests(LIMITS, tokens),
                    new PushTimes(),
                    meters,
                    clock);
    private final LineTwin line = new LineTwin();

    @BeforeEach
    void follow() {
        twin.board.listen(hub);
        known.asOf(NOON);
    }

    @Test
    void aClientIsGivenTheWholeBoardAndThenTheChanges() {
        twin.put(task("tsk_a"));
        twin.put(agent("agt_atlas"));

        hello();
        assertThat(line.ops()).containsExactly("reset", "snapshot", "snapshot", "live");

        line.clear();
        twin.put(task("tsk_a", 2));
        twin.removeTask("tsk_a");
        line.run();
        assertThat(line.ops()).containsExactly("removed");
    }

    @Test
    void amongManyClientsEachIsToldInTurnsAndNothingIsLost() {
        BoardSession session =
                new BoardSession(
                        new Turns(line, () -> Duration.ofMillis(50), clock),
                        LIMITS,
                        new SessionMeter(meters),
                        known.currency::asOf,
                        (_, _) -> {},
                        clock);
        twin.board.listen(
                new BoardListener() {
                    @Override
                    public void changed(Delta delta, Cursor cursor) {
                        session.offer(Frames.of(delta), cursor);
                        line.run();
                    }

                    @Override
                    public void gapFound(String what) {
                        throw new AssertionError(what);
                    }
                });
        hub.open(session, null);
        line.run();
        line.clear();
        clock.pass(Duration.ofMillis(50));
        line.runLater();

        twin.put(task("tsk_a"));
        assertThat(line.ops()).as("after a quiet time").containsExactly("task");
        clock.pass(Duration.ofMillis(20));
        twin.put(task("tsk_b"));
        twin.put(task("tsk_c"));
        assertThat(line.ops()).as("within the turn").containsExactly("task");
        assertThat(line.waits()).last().isEqualTo(Duration.ofMillis(50));
        clock.pass(Duration.ofMillis(30));
        line.runLater();

        assertThat(line.ops()).containsExactly("task", "task", "task");
    }

    @Test
    void anEmptyBoardIsToldAsOneEmptyPart() {
        hello();

        assertThat(line.texts().get(1))
                .isEqualTo(
                        "{\"op\":\"snapshot\",\"tasks\":[],\"agents\":[],\"part\":1,\"parts\":1}");
    }

    @Test
    void aBigBoardComesInPartsOfTwoHundred() {
        IntStream.range(0, 1_000).forEach(i -> twin.put(task("tsk_" + i)));

        hello();

        assertThat(line.ops()).hasSize(7).startsWith("reset").endsWith("live");
        assertThat(line.texts().get(5)).contains("\"part\":5,\"parts\":5");
    }

    @Test
    void aPartWithLongTextsHoldsFewer() {
        IntStream.range(0, 100)
                .forEach(i -> twin.put(draft("tsk_" + i).message("x".repeat(10_000)).build()));

        hello();

        assertThat(line.frames())
                .hasSizeGreaterThan(8)
                .allMatch(frame -> frame.length() < 256 * 1024);
    }

    @Test
    void aClientThatComesBackIsGivenWhatItMissed() {
        twin.put(task("tsk_a"));
        Cursor cursor = twin.board.cursor();
        twin.put(task("tsk_b"));

        hello(cursor.text());

        assertThat(line.ops()).containsExactly("resumed", "task", "live");
    }

    @Test
    void aClientThatMissedMuchIsToldHowMuchIsLeft() {
        Cursor cursor = twin.board.cursor();
        IntStream.range(0, 450).forEach(i -> twin.put(task("tsk_" + i)));

        hello(cursor.text());

        assertThat(line.texts())
                .contains("{\"op\":\"behind\",\"left\":450}")
                .contains("{\"op\":\"behind\",\"left\":250}")
                .contains("{\"op\":\"behind\",\"left\":50}");
        assertThat(line.ops()).startsWith("resumed", "behind").endsWith("live");
    }

    @Test
    void aCursorThatIsNotUnderstoodCountsAsNone() {
        hello("nonsense");

        assertThat(line.ops()).startsWith("reset");
    }

    @Test
    void aClientIsCalledLiveOnlyWithNothingLeftToTell() {
        IntStream.range(0, 1_000).forEach(i -> twin.put(task("tsk_" + i)));
        line.reads = false;
        hello();
        twin.put(task("tsk_0", 2));

        while (!line.ops().contains("live")) {
            assertThat(line.closedWith()).isEmpty();
            line.take();
        }

        assertThat(line.ops()).endsWith("task", "live");
    }

    @Test
    void changesThatWaitAreConflatedPerSubject() {
        line.reads = false;
        hello();
        line.take();
        line.take();
        line.clear();

        for (int version = 1; version <= 100; version++) {
            twin.put(task("tsk_a", version));
            twin.put(task("tsk_b", version));
            line.run();
        }
        line.take();

        assertThat(line.ops()).containsExactly("task", "task", "task", "task");
        assertThat(line.texts().subList(0, 2)).allMatch(text -> text.contains("\"version\":1,"));
        assertThat(line.texts().subList(2, 4)).allMatch(text -> text.contains("\"version\":100,"));
        assertThat(meters.counter("mc.realtime.conflated").count()).isEqualTo(196);
    }

    @Test
    void aClientThatReadsNothingIsLetGoInTime() {
        line.reads = false;
        hello();

        pass(Duration.ofMillis(7_900));
        assertThat(line.closedWith()).isEmpty();

        pass(Duration.ofMillis(200));
        assertThat(line.closedWith()).contains(CloseCode.TOO_SLOW);
    }

    @Test
    void whatIsTooMuchToWaitIsReadOffTheBoardAgain() {
        hello();
        line.clear();
        line.reads = false;
        for (int i = 0; i < 200; i++) {
            twin.put(draft("tsk_" + i).message("x".repeat(10_000)).build());
            line.run();
        }
        assertThat(meters.counter("mc.realtime.dropped").count()).isPositive();
        assertThat(line.closedWith()).isEmpty();

        twin.put(task("tsk_0", 2));
        twin.removeTask("tsk_1");
        line.reads = true;
        line.run();

        assertThat(line.closedWith()).isEmpty();
        assertThat(line.ops())
                .contains("behind", "removed")
                .doesNotContain("reset")
                .endsWith("tick");
        assertThat(line.texts().stream().filter(text -> text.contains("\"tsk_0\"")).toList())
                .last()
                .asString()
                .contains("\"version\":2,");
        for (int i = 2; i < 200; i++) {
            assertThat(String.join("", line.texts())).contains("\"tsk_" + i + "\"");
        }
    }

    @Test
    void whenTheBoardForgotMeanwhileWhatWasRemovedTheWholeBoardIsToldAgain() {
        twin.put(task("tsk_kept"));
        for (int i = 0; i < 10; i++) {
            twin.put(task("tsk_gone_" + i));
        }
        hello();
        line.clear();
        line.reads = false;
        for (int i = 0; i < 60; i++) {
            twin.put(draft("tsk_" + i).message("x".repeat(10_000)).build());
            line.run();
        }
        for (int i = 0; i < 10; i++) {
            twin.removeTask("tsk_gone_" + i);
        }
        line.reads = true;
        line.run();

        assertThat(line.ops()).contains("reset", "snapshot").endsWith("live");
    }

    @Test
    void aLiveClientThatFallsBehindIsToldSoAndToldWhenItIsLevelAgain() {
        hello();
        line.clear();
        line.reads = false;
        twin.put(task("tsk_a", 1));
        line.run();
        twin.put(task("tsk_b", 1));
        clock.pass(BoardSession.TELL_BEHIND_AFTER);

        line.take();
        assertThat(line.ops()).containsExactly("task", "behind", "task", "tick");
    }

    @Test
    void aQuietClientIsToldEveryFiveSecondsThatItIsCurrent() {
        hello();
        line.clear();

        known.asOf(NOON.plusSeconds(4));
        pass(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(1));

        assertThat(line.texts())
                .singleElement()
                .asString()
                .isEqualTo(
                        "{\"op\":\"tick\",\"cursor\":\"%s\",\"as_of\":\"2026-11-22T12:00:04Z\"}"
                                .formatted(cursorOf(0)));
    }

    @Test
    void aTickNeverClaimsMoreThanTheBoardKnows() {
        hello();
        line.clear();

        pass(Duration.ofSeconds(5));
        pass(Duration.ofSeconds(5));

        assertThat(line.texts()).hasSize(2).allMatch(text -> text.contains(NOON.toString()));
    }

    @Test
    void theCursorOfATickIsBehindNothingThatWasNotSent() {
        hello();
        twin.put(task("tsk_a"));
        line.run();
        pass(Duration.ofSeconds(5));

        Cursor told = Cursor.parse(cursorOf(line.frames().size() - 1)).orElseThrow();
        assertThat(twin.board.changesSince(told)).contains(List.of());
    }

    @Test
    void aClientThatSaysNothingIsLetGo() {
        BoardSession session = hub.admit(line, OWNER);
        clock.pass(Duration.ofSeconds(5));
        session.beat();
        line.run();

        assertThat(line.closedWith()).contains(CloseCode.BAD_FRAME);
    }

    @Test
    void aFrameThatIsNoHelloEndsTheSession() {
        for (String bad :
                List.of(
                        "",
                        "hello",
                        "{}",
                        "{\"op\":\"bye\"}",
                        "{\"op\":\"hello\",\"more\":1}",
                        "{\"op\":\"hello\",\"op\":\"hello\"}",
                        "{\"op\":\"hello\",\"since\":\"" + "x".repeat(4096) + "\"}")) {
            LineTwin its = new LineTwin();
            BoardSession session = hub.admit(its, OWNER);
            hub.receive(session, bad.getBytes(UTF_8));
            its.run();
            assertThat(its.closedWith()).as(bad).contains(CloseCode.BAD_FRAME);
            hub.ended(session);
        }
    }

    @Test
    void aSecondHelloEndsTheSession() {
        BoardSession session = hello();
        hub.receive(session, "{\"op\":\"hello\"}".getBytes(UTF_8));
        line.run();

        assertThat(line.closedWith()).contains(CloseCode.BAD_FRAME);
    }

    @Test
    void aGapEndsAllSessions() {
        hello();
        twin.put(task("tsk_a", 2));
        twin.put(task("tsk_a", 1));
        line.run();
        assertThat(line.closedWith()).isEmpty();

        clock.pass(Duration.ofSeconds(30));
        hub.beat();
        line.run();

        assertThat(line.closedWith()).contains(CloseCode.GAP_FOUND);
    }

    @Test
    void nobodyIsLetInBeforeTheBoardIsWhole() {
        known.forget();
        hello();

        assertThat(line.closedWith()).contains(CloseCode.TRY_LATER);
    }

    @Test
    void onlySoManyClientsAreLetIn() {
        for (int i = 0; i < LIMITS.maxClients(); i++) {
            hub.admit(new LineTwin(), Owner.of("token " + i));
        }
        hub.admit(line, OWNER);
        line.run();

        assertThat(line.closedWith()).contains(CloseCode.TRY_LATER);
    }

    @Test
    void oneTokenLetsOnlySoManyClientsInAndLeavesRoomForOthers() {
        for (int i = 0; i < LIMITS.maxClientsPerToken(); i++) {
            hub.admit(new LineTwin(), OWNER);
        }
        LineTwin ofAnother = new LineTwin();
        hub.admit(line, OWNER);
        hub.admit(ofAnother, Owner.of("another token"));
        line.run();
        ofAnother.run();

        assertThat(line.closedWith()).contains(CloseCode.TRY_LATER);
        assertThat(ofAnother.closedWith()).isEmpty();
    }

    @Test
    void aChangeIsEncodedOnceForAllClients() {
        LineTwin other = new LineTwin();
        hello();
        BoardSession second = hub.admit(other, OWNER);
        hub.open(second, null);
        other.run();

        twin.put(task("tsk_a"));
        line.run();
        other.run();

        assertThat(other.frames().getLast().json()).isSameAs(line.frames().getLast().json());
    }

    private BoardSession hello() {
        return say("{\"op\":\"hello\"}");
    }

    private BoardSession hello(String since) {
        return say("{\"op\":\"hello\",\"since\":\"" + since + "\"}");
    }

    private BoardSession say(String text) {
        BoardSession session = hub.admit(line, OWNER);
        hub.receive(session, text.getBytes(UTF_8));
        line.run();
        return session;
    }

    private void pass(Duration time) {
        clock.pass(time);
        hub.beat();
        line.run();
    }

    private String cursorOf(int index) {
        return requireNonNull(line.frames().get(index).cursor());
    }
}
