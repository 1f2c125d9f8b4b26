package dev.mcsync.notifier.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    private static final List<String> PARTS =
            List.of(
                    "a",
                    "b1",
                    " ",
                    "_",
                    "*",
                    "**",
                    "~~",
                    "`",
                    "```",
                    "||",
                    "|",
                    "[",
                    "](",
                    ")",
                    "<",
                    ">",
                    "@",
                    "@everyone",
                    "<@12>",
                    "<#1>",
                    "<t:1:R>",
                    "</x:1>",
                    "<:a:12>",
                    ":ok:",
                    ":",
                    "\\",
                    "\n",
                    "# ",
                    "- ",
                    "é",
                    "🟧",
                    "https://x/a",
                    "https://x/__b__",
                    "http",
                    "://",
                    "s",
                    ".",
                    "(",
                    "\u200B",
                    "<https://x/c>",
                    "https://x/@everyone");

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/repo/src/__init__.py",
                "https://host/a_(b)_c",
                "https://host/**bold**",
                "https://host/?q=*&r=~x~&s=||y||",
                "HTTPS://Host.example/_x_",
                "http://[::1]:8080/[a]",
                "https://medium.example/@someone",
                "https://pt.example/página/ção",
                "https://host/#L1-L2"
            })
    void anAddressIsWhole(String address) {
        assertThat(Markdown.plain(address)).isEqualTo("<" + address + ">");
        assertThat(Markdown.plain("(see " + address + ").")).isEqualTo("(see <" + address + ">).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https://host/a`; <https://host/a>\\`",
                "[x](https://host/a); \\[x\\](<https://host/a>)",
                "<https://host/a>; \\<<https://host/a>>",
                "*https://host/a; \\*<https://host/a>",
                "https://host/a\\b; <https://host/a>\\\\b",
                "https://host/a?!; <https://host/a>?!",
                "https://; https\\://",
                "https://host/@everyone; <https://host/%40everyone>",
                "steam://run/*1*; steam\\://run/\\*1\\*"
            })
    void whatStandsAroundAnAddressIsNotOfIt(String text, String shown) {
        assertThat(Markdown.plain(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        ":smile:, \\:smile:",
        "a:book:c, a\\:book:c",
        ":+1:, \\:+1:",
        ":100:, \\:100:",
        "10:30:15, 10:30:15",
        "a: b:, a: b:"
    })
    void aNameOfAnEmojiStaysAName(String text, String shown) {
        assertThat(Markdown.plain(text)).isEqualTo(shown);
    }

    @Test
    void anyTextShowsAsItWasWritten() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String text = randomText(random);

            String line = new Template.Progress("tsk_1", "doing", text).line();

            List<RenderedMarkdown.Piece> pieces = RenderedMarkdown.of(line);
            assertThat(pieces)
                    .as("seed %d, text «%s», line «%s»", seed, text, line)
                    .allMatch(piece -> !(piece instanceof RenderedMarkdown.Markup));
            assertThat(RenderedMarkdown.text(pieces).replace("%40", "@"))
                    .as("seed %d, line «%s»", seed, line)
                    .isEqualTo("🟧 [PROGRESS] tsk_1 -> doing | " + expected(text));
        }
    }

    /** Blanks as one, and what keeps mentions apart taken out again. */
    private static String expected(String text) {
        String shown = text.replaceAll("\\s+", " ").strip().replace("\u200B", "");
        return shown.isBlank() ? Template.NOTHING_GIVEN : shown;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return text.toString();
    }
}
