package dev.mcsync.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    /** An underscore that is not escaped, where a word begins or ends. */
    private static final Pattern FORMATTING_UNDERSCORE =
            Pattern.compile("(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tsk_0199c0ffee_ab",
                "agent-1",
                "a.b:c-d",
                "Lendo extrato 2 de 5 (40 %), faltam 3; ok?",
                "snake_case_word",
                "concluída às 10:30"
            })
    void idsAndPlainTextStayAsTheyAre(String text) {
        assertThat(Markdown.plain(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "*x*; \\*x\\*",
                "~~x~~; \\~\\~x\\~\\~",
                "`x`; \\`x\\`",
                "||x||; \\|\\|x\\|\\|",
                "[x](y); \\[x\\](y)",
                "<#1>; \\<#1>",
                "_x_; \\_x\\_",
                "a__b; a\\_\\_b",
                "x_; x\\_",
                "a\\b; a\\\\b",
                "\\*x; \\\\\\*x"
            })
    void whatFormatsIsEscaped(String text, String shown) {
        assertThat(Markdown.plain(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@everyone", "@here", "x@here", "<@123>", "<@&123>", "<@!123>"})
    void aMentionPingsNobody(String text) {
        assertThat(Markdown.plain(text))
                .doesNotContain("@everyone", "@here", "<@1", "<@&", "<@!")
                .contains("@\u200B");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\r\n\r\nb", "a\tb", "a\u2028b", "a \u0007 b", "  a  b  "})
    void aLineStaysOneLine(String text) {
        assertThat(Markdown.plain(text)).isEqualTo("a b");
    }

    @Test
    void theReadingOrderCannotBeTurnedAround() {
        assertThat(Markdown.plain("a\u202Eb\u2066c\u2069")).isEqualTo("abc");
    }

    @Test
    void nothingOfAnyTextFormats() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String text = randomText(random);

            String shown = Markdown.plain(text);

            String unescaped = shown.replaceAll("\\\\[\\\\*_~`|\\[\\]<]", ".");
            assertThat(unescaped)
                    .as("seed %d, text «%s»", seed, text)
                    .doesNotContain("\\", "*", "~", "`", "|", "[", "]", "<", "\n")
                    .doesNotMatch("(?s).*" + FORMATTING_UNDERSCORE.pattern() + ".*");
        }
    }

    private static String randomText(Random random) {
        String alphabet = "ab1 _*~`|[]<>@\\\n-#é🟧";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
