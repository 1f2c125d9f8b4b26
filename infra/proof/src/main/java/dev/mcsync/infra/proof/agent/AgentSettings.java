package dev.mcsync.infra.proof.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one JVM is to get woven in.
 *
 * @param witness the file that tells what was woven and what happened; several JVMs may share it
 * @param armed hits of failpoints count once this file exists; null: from the start
 */
public record AgentSettings(
        List<FailpointSpec> failpoints,
        List<PlantedBug> bugs,
        @Nullable Path witness,
        @Nullable Path armed) {

    private static final String FAILPOINT = "mc.failpoint";
    private static final String BUG = "mc.bug";
    private static final String WITNESS = "mc.failpoint.witness";
    private static final String ARMED = "mc.failpoint.armed";

    public AgentSettings {
        failpoints = List.copyOf(failpoints);
        bugs = List.copyOf(bugs);
        if (witness == null && !(failpoints.isEmpty() && bugs.isEmpty())) {
            throw new IllegalArgumentException(
                    "Expected a file in -D%s: a fault without a witness proves nothing"
                            .formatted(WITNESS));
        }
    }

    /**
     * @throws IllegalArgumentException when a name or number is not one that it can be
     */
    static AgentSettings of(Function<String, @Nullable String> properties) {
        return new AgentSettings(
                listed(properties.apply(FAILPOINT)).map(FailpointSpec::parse).toList(),
                listed(properties.apply(BUG)).map(PlantedBug::of).toList(),
                path(properties.apply(WITNESS)),
                path(properties.apply(ARMED)));
    }

    /**
     * For the command line of a JVM whose class path has this module and Byte Buddy.
     *
     * @param agentJar as {@link AgentJar#write} wrote it
     */
    public List<String> jvmOptions(Path agentJar) {
        List<String> options = new ArrayList<>();
        options.add("-javaagent:" + agentJar);
        if (!failpoints.isEmpty()) {
            options.add(option(FAILPOINT, failpoints.stream().map(FailpointSpec::text)));
        }
        if (!bugs.isEmpty()) {
            options.add(option(BUG, bugs.stream().map(PlantedBug::id)));
        }
        Optional.ofNullable(witness)
                .ifPresent(file -> options.add(option(WITNESS, Stream.of(file.toString()))));
        Optional.ofNullable(armed)
                .ifPresent(file -> options.add(option(ARMED, Stream.of(file.toString()))));
        return options;
    }

    /** Bugs first: their code then lies around that of the failpoints at the same place. */
    List<Fault> faults() {
        return Stream.<Fault>concat(bugs.stream(), failpoints.stream().map(FailpointSpec::point))
                .distinct()
                .toList();
    }

    private static String option(String property, Stream<String> values) {
        return "-D" + property + "=" + values.collect(Collectors.joining(","));
    }

    private static Stream<String> listed(@Nullable String text) {
        return text == null || text.isBlank() ? Stream.empty() : Stream.of(text.split(",", -1));
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null || text.isBlank() ? null : Path.of(text);
    }
}
