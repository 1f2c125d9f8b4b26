package dev.mcsync.infra.proof.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * One line of what was measured.
 *
 * @param bench the measurement, as it is called on the command line
 * @param subject what was measured, such as {@code product} or {@code plain}
 * @param at under which load or size, such as {@code 400/s}
 * @param measure what of it, such as {@code POST → WebSocket}
 * @param unit of the values, except counts
 * @param values by name, in the order in which they are shown
 */
public record Figure(
        @JsonProperty("bench") String bench,
        @JsonProperty("subject") String subject,
        @JsonProperty("at") String at,
        @JsonProperty("measure") String measure,
        @JsonProperty("unit") String unit,
        @JsonProperty("values") Map<String, Double> values) {

    /** The name of a value that has no other. */
    public static final String VALUE = "value";

    /** The name of the number of times that percentiles are of. */
    static final String COUNT = "n";

    public Figure {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What a figure is about. */
    public record Place(String bench, String subject, String at) {

        public Figure one(String measure, String unit, double value) {
            return many(measure, unit, Map.of(VALUE, value));
        }

        public Figure many(String measure, String unit, Map<String, Double> values) {
            return new Figure(bench, subject, at, measure, unit, values);
        }

        /**
         * @param micros times in microseconds
         */
        public Figure times(String measure, Histogram micros) {
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("p50", micros.getValueAtPercentile(50) / 1e3);
            values.put("p90", micros.getValueAtPercentile(90) / 1e3);
            values.put("p99", micros.getValueAtPercentile(99) / 1e3);
            values.put("max", micros.getMaxValue() / 1e3);
            values.put(COUNT, (double) micros.getTotalCount());
            return many(measure, "ms", values);
        }

        /** Of busy cores; nothing where this machine does not tell. */
        public List<Figure> cores(Map<String, Double> cores) {
            return shares("processor time", "cores", cores, 1);
        }

        /**
         * What each group of processes takes; nothing where this machine does not tell.
         *
         * @param scale from the values' unit to the figure's
         */
        public List<Figure> shares(
                String measure, String unit, Map<String, Double> values, double scale) {
            Map<String, Double> scaled = new TreeMap<>();
            values.forEach((group, value) -> scaled.put(group, value * scale));
            return scaled.isEmpty() ? List.of() : List.of(many(measure, unit, scaled));
        }
    }

    Place place() {
        return new Place(bench, subject, at);
    }

    /** The middle one of each value over several runs of the same. */
    static List<Figure> medians(List<List<Figure>> runs) {
        return runs.getFirst().stream()
                .map(figure ->
                        figure.medianOf(
                                runs.stream()
                                        .flatMap(List::stream)
                                        .filter(figure::isSame)
                                        .toList()))
                .toList();
    }

    private Figure medianOf(List<Figure> same) {
        return new Figure(
                bench,
                subject,
                at,
                measure,
                unit,
                values.keySet().stream()
                        .collect(
                                Collectors.toMap(
                                        name -> name,
                                        name -> median(same, name),
                                        (first, _) -> first,
                                        LinkedHashMap::new)));
    }

    private boolean isSame(Figure other) {
        return place().equals(other.place()) && measure.equals(other.measure);
    }

    private static double median(List<Figure> same, String name) {
        List<Double> sorted =
                same.stream()
                        .map(figure -> figure.values().getOrDefault(name, 0.0))
                        .sorted()
                        .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
