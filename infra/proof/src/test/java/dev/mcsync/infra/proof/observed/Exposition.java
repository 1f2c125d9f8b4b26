package dev.mcsync.infra.proof.observed;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape says: each metric's kind, meaning and labels. */
final class Exposition {

    private static final Pattern HELP = Pattern.compile("# HELP (\\w+) ?(.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

    /** Of the kind, and of no metric. */
    private static final String BUCKET = "le";

    private final NavigableMap<String, Family> families = new TreeMap<>();

    record Family(String meaning, String type, NavigableSet<String> labels) {}

    /**
     * @param text in Prometheus's own format, which puts what belongs to a metric below its name
     */
    static Exposition of(String text) {
        Exposition read = new Exposition();
        String meaning = "";
        NavigableSet<String> labels = new TreeSet<>();
        for (String line : text.split("\n", 0)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches()) {
                meaning = help.group(2).strip();
            } else if (type.matches()) {
                labels = new TreeSet<>();
                read.families.put(type.group(1), new Family(meaning, type.group(2), labels));
            } else if (sample.matches() && sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .filter(label -> !label.equals(BUCKET))
                        .forEach(labels::add);
            }
        }
        return read;
    }

    Map<String, Family> families() {
        return families;
    }
}
