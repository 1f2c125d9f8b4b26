package dev.mcsync.infra.proof.chaos.report;

import dev.mcsync.infra.proof.chaos.check.Finding;
import dev.mcsync.infra.proof.chaos.evidence.Observer;
import dev.mcsync.infra.proof.chaos.nemesis.Inflicted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The report as one page: a timeline of faults, throughput and backlog, and the invariants. */
public final class HtmlReport {

    private static final int WIDTH = 1_100;
    private static final int LANE = 16;
    private static final int CHART = 120;
    private static final int LEFT = 190;

    private HtmlReport() {}

    public static String of(RunReport run) {
        return template()
                .replace("{{verdict}}", escape(run.verdict()))
                .replace("{{title}}", escape("Chaos " + run.name() + ", seed " + run.seed()))
                .replace(
                        "{{summary}}",
                        escape(
                                "%,d events, %,d facts, %d kills, %d faults, %d s; %s"
                                        .formatted(
                                                run.events(),
                                                run.facts(),
                                                run.kills(),
                                                run.faults().size(),
                                                Duration.between(run.from(), run.until())
                                                        .toSeconds(),
                                                run.bound())))
                .replace("{{timeline}}", timeline(run))
                .replace("{{figures}}", figures(run))
                .replace("{{invariants}}", invariants(run.findings()))
                .replace("{{faults}}", faults(run));
    }

    private static String timeline(RunReport run) {
        List<String> lanes =
                run.faults().stream()
                        .map(fault -> fault.kind().label())
                        .distinct()
                        .sorted()
                        .toList();
        int chartTop = lanes.size() * LANE + 30;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Faults, events and backlog over time\">"
                        .formatted(LEFT + WIDTH, chartTop + 2 * (CHART + 40)));
        for (int lane = 0; lane < lanes.size(); lane++) {
            svg.append(
                    "<text x=\"%d\" y=\"%d\" class=\"lane\">%s</text>"
                            .formatted(LEFT - 8, lane * LANE + 12, escape(lanes.get(lane))));
        }
        for (Inflicted fault : run.faults()) {
            double x = x(run, fault.from());
            svg.append(
                    "<rect x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" class=\"%s\"><title>%s</title></rect>"
                            .formatted(
                                    number(x),
                                    lanes.indexOf(fault.kind().label()) * LANE + 2,
                                    number(Math.max(2, x(run, fault.until()) - x)),
                                    LANE - 4,
                                    fault.kind().isKill() ? "kill" : "fault",
                                    escape(fault.witness())));
        }
        svg.append(chart(run, chartTop, "events applied a second", HtmlReport::rates));
        svg.append(
                chart(
                        run,
                        chartTop + CHART + 40,
                        "messages waiting for Discord",
                        HtmlReport::waiting));
        return svg.append("</svg>").toString();
    }

    private record Point(Instant at, double value) {}

    private interface Series {
        List<Point> of(List<Observer.Sample> samples);
    }

    private static String chart(RunReport run, int top, String title, Series series) {
        List<Point> points = series.of(run.samples());
        double most = points.stream().mapToDouble(Point::value).max().orElse(1);
        double scale = CHART / Math.max(1, most);
        String line =
                points.stream()
                        .map(point ->
                                number(x(run, point.at()))
                                        + ","
                                        + number(top + CHART - point.value() * scale))
                        .collect(Collectors.joining(" "));
        return ("<text x=\"%d\" y=\"%d\" class=\"lane\">%s</text><text x=\"%d\" y=\"%d\" class=\"lane\">%s</text>"
                        + "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" class=\"axis\"/><polyline points=\"%s\"/>")
                .formatted(
                        LEFT - 8,
                        top + CHART / 2,
                        escape(title),
                        LEFT - 8,
                        top + 10,
                        "most: " + number(most),
                        LEFT,
                        LEFT + WIDTH,
                        top + CHART,
                        top + CHART,
                        line);
    }

    private static List<Point> rates(List<Observer.Sample> samples) {
        return between(samples, Observer.Sample::applied);
    }

    private static List<Point> waiting(List<Observer.Sample> samples) {
        return samples.stream().map(sample -> new Point(sample.at(), sample.waiting())).toList();
    }

    private static List<Point> between(
            List<Observer.Sample> samples, ToDoubleFunction<Observer.Sample> value) {
        List<Point> points = new ArrayList<>();
        for (int i = 1; i < samples.size(); i++) {
            Observer.Sample before = samples.get(i - 1);
            Observer.Sample now = samples.get(i);
            double seconds =
                    Math.max(0.1, Duration.between(before.at(), now.at()).toMillis() / 1_000.0);
            points.add(
                    new Point(
                            now.at(),
                            (value.applyAsDouble(now) - value.applyAsDouble(before)) / seconds));
        }
        return points;
    }

    private static String figures(RunReport run) {
        return run.figures().entrySet().stream()
                .map(figure ->
                        "<tr><td>%s</td><td>%s</td></tr>"
                                .formatted(escape(figure.getKey()), escape(figure.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String invariants(List<Finding> findings) {
        return findings.stream()
                .map(finding ->
                        "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s%s</td><td class=\"n\">%,d</td></tr>"
                                .formatted(
                                        finding.holds() ? "ok" : "bad",
                                        finding.holds() ? "✔" : "✘",
                                        escape(finding.invariant()),
                                        escape(finding.statement()),
                                        violations(finding),
                                        finding.checked()))
                .collect(Collectors.joining("\n"));
    }

    private static String violations(Finding finding) {
        return finding.violations().isEmpty()
                ? ""
                : finding.violations().stream()
                        .limit(100)
                        .map(violation -> "<li>" + escape(violation) + "</li>")
                        .collect(Collectors.joining("", "<ul>", "</ul>"));
    }

    private static String faults(RunReport run) {
        return run.faults().stream()
                .map(fault ->
                        "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%,d ms</td></tr>"
                                .formatted(
                                        fault.proven() ? "ok" : "bad",
                                        number(
                                                Duration.between(run.from(), fault.from())
                                                                .toMillis()
                                                        / 1_000.0),
                                        escape(fault.kind().label()),
                                        escape(fault.witness()),
                                        Duration.between(fault.from(), fault.until()).toMillis()))
                .collect(Collectors.joining("\n"));
    }

    private static double x(RunReport run, Instant at) {
        double whole = Math.max(1, Duration.between(run.from(), run.until()).toMillis());
        return LEFT + WIDTH * Duration.between(run.from(), at).toMillis() / whole;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String template() {
        try (InputStream resource = HtmlReport.class.getResourceAsStream("report.html")) {
            if (resource == null) {
                throw new IOException("report.html is missing from the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
