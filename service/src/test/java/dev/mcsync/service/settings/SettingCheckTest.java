package dev.mcsync.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettingCheckTest {

    @Test
    void theMessageSaysWhichKeyWasExpectedToBeWhatAndWhatWasFound() {
        assertThatThrownBy(() -> SettingCheck.positive("mc.a", Duration.ZERO))
                .hasMessage("Expected mc.a above 0, found PT0S");
        assertThatThrownBy(() -> SettingCheck.positive("mc.a", -1))
                .hasMessage("Expected mc.a above 0, found -1");
        assertThatThrownBy(() -> SettingCheck.atLeast("mc.a", 2, 1))
                .hasMessage("Expected mc.a of at least 2, found 1");
        assertThatThrownBy(() -> SettingCheck.within("mc.a", 0, 9, 10))
                .hasMessage("Expected mc.a from 0 to 9, found 10");
    }

    @Test
    void ofTwoThatMustFitTheMessageNamesBoth() {
        assertThatThrownBy(() ->
                        SettingCheck.inOrder(
                                "mc.low", Duration.ofSeconds(2), "mc.high", Duration.ofSeconds(1)))
                .hasMessage("Expected mc.low of at most mc.high, found PT2S and PT1S");
    }

    @Test
    void theBoundsAreWithin() {
        assertThatCode(
                        () -> {
                            SettingCheck.atLeast("mc.a", 2, 2);
                            SettingCheck.within("mc.a", 0, 9, 0);
                            SettingCheck.within("mc.a", 0, 9, 9);
                            SettingCheck.inOrder("mc.low", 1, "mc.high", 1);
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void aSecretDoesNotShow() {
        assertThat(new Secret("hunter2")).hasToString("***");
        assertThat(new Secret("next , old").parts()).containsExactly("next", "old");
    }
}
