package dev.mcsync.infra.operator.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table = new Table().column("ID").text("TITLE").column("N");

    @Test
    void columnsAreAsWideAsTheirLongestCell() {
        table.row("tsk_1", "Tidy up", "1");
        table.row("t", "x", "100");

        assertThat(table.lines(80))
                .containsExactly("ID     TITLE    N", "tsk_1  Tidy up  1", "t      x        100");
    }

    @Test
    void theTextIsCutAndTheIdIsNot() {
        table.row("tsk_0123456789", "a title that is long", "1");

        assertThat(table.lines(30).getLast()).isEqualTo("tsk_0123456789  a title th…  1");
    }

    @Test
    void whereThereIsNoRoomAtAllTheIdIsCutToo() {
        table.row("tsk_0123456789", "a title that is long", "1");

        assertThat(table.lines(20))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(20));
        assertThat(table.lines(1)).hasSize(2);
    }

    @Test
    void wideLettersTakeTwoColumnsAndMarksNone() {
        table.row("日本", "e\u0301", "1");
        table.row("abcd", "e", "1");

        assertThat(table.lines(80)).endsWith("日本  e\u0301      1", "abcd  e      1");
        assertThat(new Table().text("T").isEmpty()).isTrue();
        assertThat(TextWidth.cut("日本語日本語", 5)).isEqualTo("日本…");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> table.row("one"))
                .hasMessageContaining("Expected 3 cells, found 1");
    }

    @Test
    void coloursDoNotCountAsWidth() {
        Table coloured =
                new Table().column("S", cell -> "\u001b[32m" + cell + "\u001b[0m").column("T");
        coloured.row("done", "x");

        assertThat(coloured.lines(9)).endsWith("\u001b[32mdone  \u001b[0mx");
    }
}
