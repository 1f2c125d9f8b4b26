package dev.mcsync.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignInCodeTest {

    private Instant now = Instant.parse("2026-11-29T12:00:00Z");

    @Test
    void opensOneSession() {
        SignInCode code = new SignInCode("the-code", () -> now);

        assertThat(code.spend("another")).isFalse();
        assertThat(code.spend("the-code")).isTrue();
        assertThat(code.spend("the-code")).isFalse();
    }

    @Test
    void isGoodForAWhileOnly() {
        SignInCode code = new SignInCode("the-code", () -> now);
        now = now.plus(SignInCode.GOOD_FOR);

        assertThat(code.spend("the-code")).isFalse();
    }

    @Test
    void thatIsNotThereOpensNothing() {
        assertThat(new SignInCode(null, () -> now).spend("")).isFalse();
    }
}
