package dev.mcsync.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitTest {

    @Test
    void whatFitsIsNotCut() {
        String line = "🟧".repeat(Notice.MAX_CODE_POINTS);

        assertThat(Limit.cut(line)).isEqualTo(line);
    }

    @Test
    void oneTooManyIsCutToTheLimit() {
        String line = "🟧".repeat(Notice.MAX_CODE_POINTS + 1);

        assertThat(Limit.cut(line)).isEqualTo("🟧".repeat(Notice.MAX_CODE_POINTS - 1) + "…");
    }

    @Test
    void anEscapeIsNotCutInTwo() {
        String line = "a".repeat(Notice.MAX_CODE_POINTS - 2) + "\\*bcd";

        assertThat(Limit.cut(line)).isEqualTo("a".repeat(Notice.MAX_CODE_POINTS - 2) + "…");
    }

    @Test
    void anEscapedBackslashStaysWhole() {
        String line = "a".repeat(Notice.MAX_CODE_POINTS - 3) + "\\\\bcd";

        assertThat(Limit.cut(line)).isEqualTo("a".repeat(Notice.MAX_CODE_POINTS - 3) + "\\\\…");
    }
}
