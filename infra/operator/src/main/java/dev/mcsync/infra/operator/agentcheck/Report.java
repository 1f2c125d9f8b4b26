package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.infra.operator.terminal.ForeignText;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells the verdicts, to people or to programs. */
final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final PrintWriter out;
    private final Terminal terminal;
    private final boolean isJson;

    Report(PrintWriter out, boolean isJson) {
        this.out = out;
        this.terminal = Terminal.to(out);
        this.isJson = isJson;
    }

    void scene(String name) {
        if (!isJson) {
            terminal.note(name);
        }
    }

    /**
     * @return whether no rule was broken
     */
    boolean verdicts(Findings findings, Path output) {
        Count count = new Count();
        ObjectNode document = JSON.createObjectNode();
        for (Rule rule : Rule.values()) {
            Verdict verdict = findings.of(rule);
            count.add(verdict);
            document.withArrayProperty("rules").add(json(rule, verdict));
            if (!isJson) {
                tell(rule, verdict);
            }
        }
        document.put("kept", count.kept)
                .put("broken", count.broken)
                .put("not_shown", count.notShown)
                .put("output", output.toString());
        if (isJson) {
            out.println(ForeignText.json(JSON.writeValueAsString(document)));
        } else {
            terminal.plain(
                    "%d kept, %d broken, %d not shown. What the agent printed: %s"
                            .formatted(count.kept, count.broken, count.notShown, output));
        }
        return count.broken == 0;
    }

    private static final class Count {
        private int kept;
        private int broken;
        private int notShown;

        private void add(Verdict verdict) {
            switch (verdict) {
                case Verdict.Kept _ -> kept++;
                case Verdict.Broken _ -> broken++;
                case Verdict.NotShown _ -> notShown++;
            }
        }
    }

    private void tell(Rule rule, Verdict verdict) {
        switch (verdict) {
            case Verdict.Kept _ -> line(terminal.green("✔"), rule.statement());
            case Verdict.NotShown(String why) ->
                    line(terminal.yellow("–"), rule.statement() + "  · not shown: " + why);
            case Verdict.Broken(String what, var at, var request) -> {
                line(terminal.red("✘"), rule.statement());
                line(" ", "  " + at.truncatedTo(ChronoUnit.MILLIS) + "  " + what);
                request.ifPresent(call -> line(" ", "  " + call));
                line(" ", "  see " + rule.see());
            }
        }
    }

    private void line(String mark, String text) {
        terminal.plain("  " + mark + " " + ForeignText.line(text));
    }

    private static ObjectNode json(Rule rule, Verdict verdict) {
        ObjectNode told =
                JSON.createObjectNode()
                        .put("rule", rule.wireName())
                        .put("statement", rule.statement())
                        .put("see", rule.see());
        return switch (verdict) {
            case Verdict.Kept _ -> told.put("verdict", "kept");
            case Verdict.NotShown(String why) -> told.put("verdict", "not_shown").put("what", why);
            case Verdict.Broken(String what, var at, var request) -> {
                told.put("verdict", "broken").put("what", what).put("at", at.toString());
                request.ifPresent(call -> told.put("request", call));
                yield told;
            }
        };
    }
}
