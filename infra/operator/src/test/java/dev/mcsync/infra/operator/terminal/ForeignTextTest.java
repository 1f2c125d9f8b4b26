package dev.mcsync.infra.operator.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

    @Test
    void whatATerminalWouldObeyIsShownInstead() {
        assertThat(ForeignText.line("\u001b[2J\u0007\r\u009b1m\u007f")).isEqualTo("␛[2J␇␍�1m�");
        assertThat(ForeignText.line("a\u202eb\u2066c\u2028d\ud800e")).isEqualTo("a�b�c�d�e");
    }

    @Test
    void aLineHasNoBreaksAndABlockKeepsThem() {
        assertThat(ForeignText.line("one\r\ntwo\n\tthree\n")).isEqualTo("one two  three");
        assertThat(ForeignText.block("one\r\ntwo\n\tthree")).isEqualTo("one\ntwo\n three");
    }

    @Test
    void ordinaryTextOfAnyScriptStays() {
        String text = "Migrar índices — 日本語 👩‍💻 عربى";

        assertThat(ForeignText.line(text)).isEqualTo(text);
        assertThat(ForeignText.json("\"" + text + "\"")).isEqualTo("\"" + text + "\"");
    }

    @Test
    void aDocumentStaysTheSameDocument() {
        assertThat(ForeignText.json("{\n\"a\":\"\u009bx\u202e\u007f\"\n}"))
                .isEqualTo("{\n\"a\":\"\\u009bx\\u202e\\u007f\"\n}");
    }
}
