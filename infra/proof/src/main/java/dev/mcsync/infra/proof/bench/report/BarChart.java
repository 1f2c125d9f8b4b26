package dev.mcsync.infra.proof.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Horizontal bars of one measure, drawn as SVG: a group for each load or size, in it a bar for each
 * subject and value. Where the values are far apart the scale is logarithmic, and says so.
 */
final class BarChart {

    private static final int LEFT = 230;
    private static final int WIDTH = 620;
    private static final int RIGHT = 90;
    private static final int BAR = 15;
    private static final int GAP = 10;
    private static final int TITLE = 28;
    private static final double FAR_APART = 50;

    private final StringBuilder svg = new StringBuilder();
    private final double most;
    private final double least;
    private int y = TITLE;

    private BarChart(List<Figure> figures) {
        this.most = values(figures).max().orElse(1);
        this.least = values(figures).filter(value -> value > 0).min().orElse(1);
    }

    static String of(List<Figure> figures) {
        BarChart chart = new BarChart(figures);
        String last = "";
        for (Figure figure : figures) {
            chart.y += figure.at().equals(last) ? 0 : GAP;
            last = figure.at();
            chart.bars(figure);
        }
        Figure first = figures.getFirst();
        String title =
                "%s: %s (%s%s)"
                        .formatted(
                                first.bench(),
                                first.measure(),
                                first.unit(),
                                chart.isLogarithmic() ? ", logarithmic" : "");
        return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\"><text class=\"title\" x=\"0\" y=\"16\">%s</text>%s</svg>%n"
                .formatted(
                        LEFT + WIDTH + RIGHT,
                        chart.y + GAP,
                        HtmlPage.escape(title),
                        HtmlPage.escape(title),
                        chart.svg);
    }

    private void bars(Figure figure) {
        figure.values()
                .forEach((name, value) -> {
                    if (!name.equals(Figure.COUNT)) {
                        String label =
                                figure.at()
                                        + " "
                                        + figure.subject()
                                        + (name.equals(Figure.VALUE) ? "" : " " + name);
                        bar(label, figure.subject(), value);
                    }
                });
    }

    private void bar(String label, String subject, double value) {
        double width = Math.max(1, length(value) * WIDTH);
        svg.append(
                String.format(
                        Locale.ROOT,
                        "<text x=\"%d\" y=\"%d\" class=\"label\">%s</text><rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" class=\"%s\"/><text x=\"%.1f\" y=\"%d\">%s</text>",
                        LEFT - 8,
                        y + BAR - 4,
                        HtmlPage.escape(label),
                        LEFT,
                        y,
                        width,
                        BAR - 3,
                        HtmlPage.escape(subject),
                        LEFT + width + 6,
                        y + BAR - 4,
                        Digits.of(value)));
        y += BAR;
    }

    private double length(double value) {
        if (value <= 0) {
            return 0;
        }
        return isLogarithmic()
                ? Math.log(value / least * 2) / Math.log(most / least * 2)
                : value / most;
    }

    private boolean isLogarithmic() {
        return most / least > FAR_APART;
    }

    private static DoubleStream values(List<Figure> figures) {
        return figures.stream()
                .flatMap(figure -> figure.values().entrySet().stream())
                .filter(value -> !value.getKey().equals(Figure.COUNT))
                .mapToDouble(value -> value.getValue());
    }
}
