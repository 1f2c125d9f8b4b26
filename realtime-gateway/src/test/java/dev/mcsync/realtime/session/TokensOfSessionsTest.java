package dev.mcsync.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.IssuedToken;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.realtime.testing.HandClock;
import dev.mcsync.realtime.view.BoardTwin;
import dev.mcsync.realtime.view.KnownCurrency;
import dev.mcsync.service.access.IssuedTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nobody stays by a token that is over. */
class TokensOfSessionsTest {

    private static final String ID = "0123456789abcdef";
    private static final Owner OWNER = Owner.of(ID);
    private static final SessionLimits LIMITS =
            new SessionLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    1_000_000,
                    100,
                    50);

    private final HandClock clock = new HandClock();
    private final TokenOwners tokens = new TokenOwners(new IssuedTokens(clock));
    private final SessionHub hub =
            new SessionHub(
                    new BoardTwin(clock).board,
                    new KnownCurrency().currency,
                    new Guests(LIMITS, tokens),
                    new PushTimes(),
                    new SimpleMeterRegistry(),
                    clock);
    private final LineTwin line = new LineTwin();

    @Test
    void whoWasLetInByATokenThatIsRevokedIsShownOut() {
        LineTwin ofAnother = new LineTwin();
        tokens.heard(issued(null, TokenLimits.NONE));
        hub.admit(line, OWNER);
        hub.admit(ofAnother, Owner.of("fedcba9876543210"));
        beat();
        assertThat(line.closedWith()).isEmpty();

        tokens.heard(new TokenRecord.Revoked(ID, clock.instant(), "Ana"));
        beat();
        ofAnother.run();

        assertThat(line.closedWith()).contains(CloseCode.TOKEN_OVER);
        assertThat(ofAnother.closedWith()).isEmpty();
    }

    @Test
    void whoseTokenRunsOutIsShownOutThen() {
        tokens.heard(issued(clock.instant().plusSeconds(4), TokenLimits.NONE));
        hub.admit(line, OWNER);

        clock.pass(Duration.ofSeconds(3));
        beat();
        assertThat(line.closedWith()).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        beat();
        assertThat(line.closedWith()).contains(CloseCode.TOKEN_OVER);
    }

    @Test
    void aTicketThatWasGivenJustBeforeLetsNobodyStay() {
        tokens.heard(new TokenRecord.Revoked(ID, clock.instant(), "Ana"));
        tokens.heard(issued(null, TokenLimits.NONE));

        hub.admit(line, OWNER);
        beat();

        assertThat(line.closedWith()).contains(CloseCode.TOKEN_OVER);
    }

    @Test
    void aTokenLetsInAsManyAsItMay() {
        tokens.heard(issued(null, new TokenLimits(null, null, 2, null, null)));
        hub.admit(new LineTwin(), OWNER);
        hub.admit(new LineTwin(), OWNER);

        hub.admit(line, OWNER);
        line.run();

        assertThat(line.closedWith()).contains(CloseCode.TRY_LATER);
    }

    private void beat() {
        hub.beat();
        line.run();
    }

    private TokenRecord issued(@Nullable Instant endsAt, TokenLimits limits) {
        return new TokenRecord.Issued(
                new IssuedToken(
                        ID,
                        "Screens",
                        new IssuedToken.Reach(Role.PANEL, null),
                        new IssuedToken.Term(clock.instant(), "MC_TOKEN", endsAt),
                        limits),
                "0".repeat(64));
    }
}
