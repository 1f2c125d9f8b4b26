package dev.mcsync.infra.proof.bench.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one command measured.
 *
 * @param repeats how many runs the figures are the medians of
 */
public record Report(
        @JsonProperty("command") String command,
        @JsonProperty("began") Instant began,
        @JsonProperty("machine") Machine machine,
        @JsonProperty("repeats") int repeats,
        @JsonProperty("figures") List<Figure> figures) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Report {
        figures = List.copyOf(figures);
    }

    /** Where it was measured. */
    public record Machine(
            @JsonProperty("cores") int cores,
            @JsonProperty("memory_gib") long memoryGib,
            @JsonProperty("system") String system,
            @JsonProperty("java") String java) {

        static Machine ofHere() {
            long bytes =
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                            .getTotalMemorySize();
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    Math.round((double) bytes / (1L << 30)),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    Runtime.version().toString());
        }

        @Override
        public String toString() {
            return "%d cores, %d GiB, %s, Java %s; everything on them, the load too"
                    .formatted(cores, memoryGib, system, java);
        }
    }

    /**
     * @param runs the figures of each run; at least one
     */
    public static Report of(String command, Instant began, List<List<Figure>> runs) {
        return new Report(
                command,
                began.truncatedTo(ChronoUnit.SECONDS),
                Machine.ofHere(),
                runs.size(),
                Figure.medians(runs));
    }

    public String json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    public String table() {
        return TextTable.of(this);
    }

    /** One page that needs nothing beside it. */
    public String page() {
        return HtmlPage.of(this);
    }
}
