package dev.mcsync.contracts.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.Decoded;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRecordCodecTest {

    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final TokenSecret SECRET = TokenSecret.fresh();

    static Stream<TokenRecord> records() {
        return Stream.of(
                new TokenRecord.Issued(
                        new IssuedToken(
                                SECRET.id(),
                                "Ângela’s laptop",
                                new IssuedToken.Reach(Role.AGENT, new AgentId("agt_1")),
                                new IssuedToken.Term(NOON, "MC_TOKEN", NOON.plusSeconds(60)),
                                new TokenLimits(1, 2, 3, 4, 5_000)),
                        SECRET.digest()),
                new TokenRecord.Issued(
                        new IssuedToken(
                                SECRET.id(),
                                "Screens",
                                new IssuedToken.Reach(Role.PANEL, null),
                                new IssuedToken.Term(NOON, "Ana", null),
                                TokenLimits.NONE),
                        SECRET.digest()),
                new TokenRecord.Revoked(SECRET.id(), NOON, "Ana"),
                new TokenRecord.Replaced(SECRET.id(), NOON, "Ana"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatIsSaidIsHeard(TokenRecord said) {
        assertThat(TokenRecordCodec.decode(said.key(), TokenRecordCodec.encode(said)))
                .isEqualTo(new Decoded.Valid<>(said));
    }

    @ParameterizedTest
    @MethodSource("records")
    void whatOpensDoorsIsNeverWritten(TokenRecord said) {
        assertThat(new String(TokenRecordCodec.encode(said), UTF_8))
                .doesNotContain(SECRET.reveal())
                .doesNotContain(SECRET.reveal().substring(SECRET.reveal().length() - 43));
        assertThat(said.toString()).doesNotContain(SECRET.reveal());
        assertThat(SECRET.toString()).doesNotContain(SECRET.reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "0123456789abcdeF", "0123456789abcdef/", "0123456789abcdef/other"})
    void aKeyOfNoTokenIsNone(String key) {
        assertThat(TokenRecordCodec.decode(key, "{}".getBytes(UTF_8)))
                .isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void aRecordOfALaterVersionMayHoldMore() {
        String later = "{\"revoked_at\":\"2026-11-29T12:00:00Z\",\"by\":\"Ana\",\"why\":\"lost\"}";

        assertThat(TokenRecordCodec.decode(SECRET.id() + "/revoked", later.getBytes(UTF_8)))
                .isEqualTo(new Decoded.Valid<>(new TokenRecord.Revoked(SECRET.id(), NOON, "Ana")));
    }
}
