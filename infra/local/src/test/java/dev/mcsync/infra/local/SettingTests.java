package dev.mcsync.infra.local;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which test shows what a setting does. */
final class SettingTests {

    private static final Pattern LINE = Pattern.compile("([A-Z_]+\\*?),(\\w+)#(\\w+)");

    /**
     * @param variable what the setting is called in the environment
     * @param type the simple name of the test's class
     */
    private record Line(String variable, String type, String method) {

        static Line parse(String text) {
            var parts = LINE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException(
                        "Expected SETTING,TestClass#method, found " + text);
            }
            return new Line(parts.group(1), parts.group(2), parts.group(3));
        }

        @Override
        public String toString() {
            return type + "#" + method;
        }

        /** The method's name is a sentence. */
        String sentence() {
            return method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, String> namesByVariable;
    private final TestSources sources;
    private final List<Line> lines;

    /**
     * @param namesByVariable every setting, in the order of its page
     * @param lines a setting and its test each; those that begin with # are comments
     */
    SettingTests(Map<String, String> namesByVariable, TestSources sources, Stream<String> lines) {
        this.namesByVariable = namesByVariable;
        this.sources = sources;
        List<String> order = List.copyOf(namesByVariable.keySet());
        this.lines =
                lines.filter(line -> !line.startsWith("#"))
                        .map(Line::parse)
                        .sorted(Comparator.comparingInt(line -> order.indexOf(line.variable())))
                        .toList();
    }

    /** What is wrong with the lines, in words. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (String variable : namesByVariable.keySet()) {
            if (lines.stream().noneMatch(line -> line.variable().equals(variable))) {
                faults.add(variable + " has no test of what it does");
            }
        }
        lines.forEach(line -> fault(line).ifPresent(faults::add));
        return faults;
    }

    private Optional<String> fault(Line line) {
        String name = namesByVariable.get(line.variable());
        if (name == null) {
            return Optional.of(line.variable() + " is no setting");
        }
        List<String> files = sources.filesOf(line.type());
        if (files.size() != 1) {
            return Optional.of("%s: expected one %s, found %s".formatted(name, line.type(), files));
        }
        Optional<String> test = sources.find(line.type(), line.method());
        if (test.isEmpty()) {
            return Optional.of("%s: there is no test %s".formatted(name, line));
        }
        return gives(test.get(), name) || gives(sources.helpersOf(line.type()), name)
                ? Optional.empty()
                : Optional.of("%s: %s does not give it by its name".formatted(name, line));
    }

    String text(String head) {
        return head
                + "| environment | what is shown | by |\n|---|---|---|\n"
                + lines.stream().map(this::row).collect(joining("\n", "", "\n"));
    }

    private String row(Line line) {
        return "| `%s` | %s | [%s](../%s) |"
                .formatted(
                        line.variable(),
                        line.sentence(),
                        line.type(),
                        sources.filesOf(line.type()).getFirst());
    }

    /** As an argument or a line of a file; the keys of a map stand behind its name. */
    private static boolean gives(String text, String name) {
        boolean isMap = name.equals("kafka") || name.equals("agent-tokens");
        String end = isMap ? "[.\\[]" : "(?![\\w.-])";
        return Pattern.compile("\\bmc\\." + Pattern.quote(name) + end).matcher(text).find();
    }
}
