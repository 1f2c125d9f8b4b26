package dev.mcsync.infra.proof.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures for a terminal: a table for each measurement, a line for each figure. */
final class TextTable {

    private TextTable() {}

    static String of(Report report) {
        Map<String, List<Figure>> benches =
                report.figures().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Figure::bench, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        benches.forEach((bench, figures) -> {
            text.append('\n').append(bench).append('\n');
            lines(figures).forEach(line -> text.append("  ").append(line).append('\n'));
        });
        return text.append('\n')
                .append(report.machine())
                .append(report.repeats() > 1 ? "; medians of " + report.repeats() + " runs" : "")
                .append('\n')
                .toString();
    }

    private static List<String> lines(List<Figure> figures) {
        List<List<String>> cells = new ArrayList<>();
        for (Figure figure : figures) {
            cells.add(
                    List.of(
                            figure.subject(),
                            figure.at(),
                            figure.measure(),
                            values(figure),
                            figure.unit()));
        }
        int[] widths = new int[3];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        return cells.stream()
                .map(line ->
                        padded(line.get(0), widths[0])
                                + padded(line.get(1), widths[1])
                                + padded(line.get(2), widths[2])
                                + line.get(3)
                                + " "
                                + line.get(4))
                .toList();
    }

    private static String values(Figure figure) {
        return figure.values().entrySet().stream()
                .map(value ->
                        value.getKey().equals(Figure.VALUE)
                                ? Digits.of(value.getValue())
                                : value.getKey()
                                        + " "
                                        + Digits.of(value.getKey(), value.getValue()))
                .collect(Collectors.joining("  "));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }
}
