package dev.mcsync.infra.proof.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures as one page: a plot for each measure, and the table. */
final class HtmlPage {

    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>mc-sync bench {{command}}</title>
            <style>
            body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #1c2430; background: #fff; }
            svg { width: 100%; height: auto; margin: 1rem 0; font-size: 11px; }
            svg text { fill: #1c2430; } .title { font-size: 14px; font-weight: 600; } .label { text-anchor: end; }
            rect { fill: #7a8699; } .product { fill: #2f6fde; } .plain { fill: #d98a26; } .database { fill: #3f9a5c; }
            pre { overflow-x: auto; font-size: 12px; }
            @media (prefers-color-scheme: dark) { body { background: #14181f; color: #e4e8ee; } svg text { fill: #e4e8ee; } }
            </style>
            <h1>mc-sync bench {{command}}</h1>
            <p>{{began}}</p>
            {{plots}}<h2>All figures</h2>
            <pre>{{table}}</pre>
            </html>
            """;

    private HtmlPage() {}

    static String of(Report report) {
        Map<String, List<Figure>> measures =
                report.figures().stream()
                        .collect(
                                Collectors.groupingBy(
                                        figure ->
                                                figure.bench()
                                                        + "/"
                                                        + figure.measure()
                                                        + "/"
                                                        + figure.unit(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        String plots = measures.values().stream().map(BarChart::of).collect(Collectors.joining());
        return PAGE.replace("{{command}}", escape(report.command()))
                .replace("{{began}}", escape(report.began().toString()))
                .replace("{{plots}}", plots)
                .replace("{{table}}", escape(report.table()));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
