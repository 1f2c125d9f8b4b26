package dev.mcsync.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
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

    @Test
    void anAddressIsNotCutInTwo() {
        String before = "a".repeat(Notice.MAX_CODE_POINTS - 20) + " ";

        assertThat(Limit.cut(before + "<https://host.example/long>")).isEqualTo(before + "…");
        assertThat(Limit.cut(before + "<https://host/a> and so on"))
                .isEqualTo(before + "<https://host/a> a…");
    }

    @Test
    void anEscapedBracketIsNoAddress() {
        String before = "a".repeat(Notice.MAX_CODE_POINTS - 10) + "\\<";

        assertThat(Limit.cut(before + "b".repeat(20))).isEqualTo(before + "b".repeat(7) + "…");
    }

    @Test
    void aLongTextIsShownAsFarAsItGoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {"*", "https://x/__a__ ", "@", "🟧", "word ", "\\", "<", ":ok: "};
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 3_000) {
                text.append(parts[random.nextInt(parts.length)]);
            }

            String line = new Template.Progress("tsk_1", "doing", text.toString()).line();

            assertThat(line.codePointCount(0, line.length()))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(Notice.MAX_CODE_POINTS)
                    .isGreaterThan(Notice.MAX_CODE_POINTS - 30);
            String shown = RenderedMarkdown.text(RenderedMarkdown.of(line));
            assertThat("🟧 [PROGRESS] tsk_1 -> doing | " + text)
                    .as("seed %d", seed)
                    .startsWith(shown.substring(0, shown.length() - 1));
        }
    }
}
