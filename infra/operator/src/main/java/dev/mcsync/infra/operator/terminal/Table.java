package dev.mcsync.infra.operator.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Rows under a head, of which no line is wider than the terminal. Cells may be foreign text. */
public final class Table {
    private static final int GAP = 2;

    /** A column of text is cut down to this before an id loses anything. */
    private static final int LEAST_OF_TEXT = 8;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String name, int least, UnaryOperator<String> paint) {}

    /** A column of words and ids. */
    public Table column(String name) {
        return column(name, UnaryOperator.identity());
    }

    /**
     * @param paint colours a cell that has its width already
     */
    public Table column(String name, UnaryOperator<String> paint) {
        columns.add(new Column(name, Integer.MAX_VALUE, paint));
        return this;
    }

    /** A column that may be cut. */
    public Table text(String name) {
        columns.add(new Column(name, LEAST_OF_TEXT, UnaryOperator.identity()));
        return this;
    }

    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "Expected %d cells, found %d".formatted(columns.size(), cells.length));
        }
        rows.add(Arrays.stream(cells).map(ForeignText::line).toList());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The head first. */
    public List<String> lines(int width) {
        int[] widths = IntStream.range(0, columns.size()).map(this::natural).toArray();
        fit(widths, width - GAP * (columns.size() - 1));
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::name).toList(), widths, false));
        rows.forEach(row -> lines.add(line(row, widths, true)));
        return lines;
    }

    private int natural(int column) {
        return Math.max(
                TextWidth.of(columns.get(column).name()),
                rows.stream().mapToInt(row -> TextWidth.of(row.get(column))).max().orElse(0));
    }

    /** Takes from the longest text, and where all texts are short from the longest column. */
    private void fit(int[] widths, int room) {
        int excess = IntStream.of(widths).sum() - room;
        for (int i = 0; i < excess; i++) {
            widths[longest(widths)]--;
        }
    }

    private int longest(int[] widths) {
        return IntStream.range(0, widths.length)
                .filter(i -> widths[i] > columns.get(i).least())
                .boxed()
                .max(Comparator.comparingInt(i -> widths[i]))
                .orElseGet(() -> longestOfAll(widths));
    }

    private static int longestOfAll(int[] widths) {
        return IntStream.range(0, widths.length)
                .boxed()
                .max(Comparator.comparingInt(i -> widths[i]))
                .orElseThrow();
    }

    private String line(List<String> cells, int[] widths, boolean isPainted) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            int width = Math.max(widths[i], 1);
            String cell = TextWidth.cut(cells.get(i), width);
            boolean isLast = i == widths.length - 1;
            String filled = isLast ? cell : TextWidth.padded(cell, width) + " ".repeat(GAP);
            line.append(isPainted ? columns.get(i).paint().apply(filled) : filled);
        }
        return line.toString().stripTrailing();
    }
}
