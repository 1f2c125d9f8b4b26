package dev.mcsync.service.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.IssuedToken;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.contracts.access.TokenSecret;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.service.access.IssuedTokens.Known;
import dev.mcsync.service.access.IssuedTokens.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuedTokensTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final TokenLimits LIMITS = new TokenLimits(1, 2, 3, 4, 5_000);

    private Instant now = NOON;
    private final IssuedTokens tokens = new IssuedTokens(() -> now);
    private final TokenSecret secret = TokenSecret.fresh();

    @Test
    void aTokenOpensWhatItWasMadeForUntilItRunsOut() {
        tokens.heard(issued("Atlas", NOON.plusSeconds(60)));

        assertThat(tokens.holderOf(secret))
                .contains(
                        new Holder(
                                Role.AGENT,
                                new AgentId("agt_atlas"),
                                secret.id(),
                                "Atlas",
                                LIMITS));
        assertThat(tokens.findHolder(secret.id())).isPresent();

        now = NOON.plusSeconds(60);
        assertThat(tokens.holderOf(secret)).isEmpty();
        assertThat(tokens.findHolder(secret.id())).isEmpty();
        assertThat(only().standing()).isEqualTo(Standing.EXPIRED);
    }

    @Test
    void theIdAloneOpensNothing() {
        tokens.heard(issued("Atlas", null));
        String end = secret.reveal().endsWith("A") ? "B" : "A";
        String forged = secret.reveal().substring(0, secret.reveal().length() - 1) + end;

        assertThat(TokenSecret.of(forged).flatMap(tokens::holderOf)).isEmpty();
        assertThat(tokens.holderOf(TokenSecret.fresh())).isEmpty();
    }

    @Test
    void aReplacedTokenIsGoodUntilItsEndAndLeavesItsName() {
        tokens.heard(issued("Atlas", NOON.plusSeconds(600)));
        assertThat(tokens.isNameTaken("Atlas")).isTrue();

        tokens.heard(new TokenRecord.Replaced(secret.id(), NOON.plusSeconds(60), "Ana"));

        assertThat(tokens.isNameTaken("Atlas")).isFalse();
        assertThat(tokens.holderOf(secret)).isPresent();
        assertThat(only().endsAt()).isEqualTo(NOON.plusSeconds(60));
        now = NOON.plusSeconds(60);
        assertThat(tokens.holderOf(secret)).isEmpty();
        assertThat(only().standing()).isEqualTo(Standing.REPLACED);
    }

    @Test
    void aRevokedTokenIsOverAtOnceWhateverTheOtherGatewaysClockSays() {
        tokens.heard(issued("Atlas", null));
        tokens.heard(new TokenRecord.Revoked(secret.id(), NOON.plusSeconds(30), "Ana"));

        assertThat(tokens.holderOf(secret)).isEmpty();
        assertThat(only().standing()).isEqualTo(Standing.REVOKED);
        assertThat(only().endedBy()).isEqualTo("Ana");
    }

    @Test
    void inWhateverOrderAndHoweverOftenItIsHeardTheEndIsTheSame() {
        List<TokenRecord> said =
                List.of(
                        issued("Atlas", NOON.plusSeconds(600)),
                        new TokenRecord.Replaced(secret.id(), NOON.plusSeconds(90), "Ana"),
                        new TokenRecord.Replaced(secret.id(), NOON.plusSeconds(60), "Bo"),
                        new TokenRecord.Revoked(secret.id(), NOON, "Cy"));
        Random random = new Random(7);
        for (int run = 0; run < 200; run++) {
            List<TokenRecord> order = new ArrayList<>(said);
            order.addAll(said);
            Collections.shuffle(order, random);
            IssuedTokens heard = new IssuedTokens(() -> now);
            order.forEach(heard::heard);

            assertThat(heard.find(secret.id()))
                    .hasValueSatisfying(known -> {
                        assertThat(known.standing()).isEqualTo(Standing.REVOKED);
                        assertThat(known.endsAt()).isEqualTo(NOON);
                    });
        }
    }

    private Known only() {
        assertThat(tokens.all()).hasSize(1);
        return tokens.all().getFirst();
    }

    private TokenRecord issued(String name, @Nullable Instant endsAt) {
        return new TokenRecord.Issued(
                new IssuedToken(
                        secret.id(),
                        name,
                        new IssuedToken.Reach(Role.AGENT, new AgentId("agt_atlas")),
                        new IssuedToken.Term(NOON, "MC_TOKEN", endsAt),
                        LIMITS),
                secret.digest());
    }
}
