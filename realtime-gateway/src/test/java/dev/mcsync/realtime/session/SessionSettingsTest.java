package dev.mcsync.realtime.session;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static dev.mcsync.realtime.testing.Samples.draft;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.realtime.testing.HandClock;
import dev.mcsync.realtime.view.BoardTwin;
import dev.mcsync.realtime.view.KnownCurrency;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the settings by their names to what a client is told, and when it is let go. */
class SessionSettingsTest {

    private static final Owner OWNER = Owner.of("0123456789abcdef");
    private static final Duration A_LITTLE = Duration.ofMillis(1);

    private final SessionConfiguration configuration = new SessionConfiguration();
    private final HandClock clock = new HandClock();
    private final BoardTwin twin = new BoardTwin(clock);
    private final KnownCurrency known = new KnownCurrency();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final LineTwin line = new LineTwin();

    @BeforeEach
    void begin() {
        known.asOf(NOON);
    }

    @Test
    void whoDoesNotSayHelloInTimeIsLetGo() {
        SessionHub hub = hub("mc.hello-within=3s");
        hub.admit(line, OWNER);

        pass(hub, Duration.ofSeconds(3).minus(A_LITTLE));
        assertThat(line.closedWith()).isEmpty();
        pass(hub, A_LITTLE);

        assertThat(line.closedWith()).contains(CloseCode.BAD_FRAME);
    }

    @Test
    void aQuietClientIsToldSoOftenThatItIsCurrent() {
        SessionHub hub = hub("mc.tick-every=3s");
        hello(hub);
        line.clear();

        pass(hub, Duration.ofSeconds(3).minus(A_LITTLE));
        assertThat(line.ops()).isEmpty();
        pass(hub, A_LITTLE);

        assertThat(line.ops()).containsExactly("tick");
    }

    @Test
    void whoTakesLongerOverOneBatchIsHungUpOn() {
        SessionHub hub = hub("mc.slow-after=3s");
        line.reads = false;
        hello(hub);

        pass(hub, Duration.ofSeconds(3).minus(A_LITTLE));
        assertThat(line.closedWith()).isEmpty();
        pass(hub, A_LITTLE);

        assertThat(line.closedWith()).contains(CloseCode.TOO_SLOW);
    }

    @Test
    void moreThanSoMuchDoesNotWaitForOneClient() {
        SessionHub hub = hub("mc.max-buffered=600KB");
        hello(hub);
        line.reads = false;

        fill(50);
        assertThat(dropped()).isZero();
        fill(75);

        assertThat(dropped()).isPositive();
    }

    @Test
    void onlySoManyPanelsAreLetIn() {
        SessionHub hub = hub("mc.max-clients=2");
        hub.admit(new LineTwin(), Owner.of("one"));
        hub.admit(line, Owner.of("another"));
        line.run();
        assertThat(line.closedWith()).isEmpty();

        LineTwin third = new LineTwin();
        hub.admit(third, Owner.of("a third"));
        third.run();

        assertThat(third.closedWith()).contains(CloseCode.TRY_LATER);
    }

    @Test
    void oneTokenLetsOnlySoManyPanelsIn() {
        SessionHub hub = hub("mc.max-clients-per-token=1");
        hub.admit(new LineTwin(), OWNER);

        hub.admit(line, OWNER);
        line.run();

        assertThat(line.closedWith()).contains(CloseCode.TRY_LATER);
    }

    @Test
    void aTicketIsGoodForItsLifetime() {
        TicketOffice office = configuration.ticketOffice(settings("mc.ticket-lifetime=5s"), clock);
        String early = office.issue("a panel");
        String late = office.issue("a panel");

        clock.pass(Duration.ofSeconds(5).minus(A_LITTLE));
        assertThat(office.redeem(early)).isPresent();
        clock.pass(A_LITTLE);

        assertThat(office.redeem(late)).isEmpty();
    }

    private SessionHub hub(String... lines) {
        Guests guests = configuration.guests(settings(lines), configuration.tokenOwners(clock));
        return configuration.sessionHub(
                twin.board, known.currency, guests, configuration.pushTimes(), meters, clock);
    }

    private static RealtimeSettings settings(String... lines) {
        return GivenSettings.of(RealtimeSettings.class, lines);
    }

    private void hello(SessionHub hub) {
        BoardSession session = hub.admit(line, OWNER);
        hub.receive(session, "{\"op\":\"hello\"}".getBytes(UTF_8));
        line.run();
    }

    private void pass(SessionHub hub, Duration time) {
        clock.pass(time);
        hub.beat();
        line.run();
    }

    /** Each of these tasks is a little more than 10,000 bytes on its way. */
    private void fill(int tasks) {
        for (int i = 0; i < tasks; i++) {
            twin.put(draft("tsk_" + i).message("x".repeat(10_000)).build());
            line.run();
        }
    }

    private double dropped() {
        return meters.counter("mc.realtime.dropped").count();
    }
}
