package dev.mcsync.infra.backing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The ahead-of-time cache of the broker's JVM, which halves the time and the work of its start. One
 * run records it ({@code -Dmc.broker.aot-output}), later ones use it ({@code
 * -Dmc.broker.aot-cache}) for as long as JDK and class path are the same; otherwise the JVM goes
 * without.
 *
 * @param cache to start from, if it is there
 * @param output to be written when the broker ends
 */
record QuickStart(Optional<Path> cache, Optional<Path> output) {
    private static final Duration ORDINARY_STOP = Duration.ofSeconds(15);

    /** The JVM writes the cache before it is gone. */
    private static final Duration RECORDING_STOP = Duration.ofMinutes(3);

    static QuickStart configured() {
        return new QuickStart(
                path("mc.broker.aot-cache").filter(Files::isReadable),
                path("mc.broker.aot-output"));
    }

    List<String> jvmOptions() {
        return output.map(path -> List.of("-XX:AOTCacheOutput=" + path))
                .or(() -> cache.map(path -> List.of("-XX:AOTCache=" + path)))
                .orElse(List.of());
    }

    Duration stopLimit() {
        return output.isPresent() ? RECORDING_STOP : ORDINARY_STOP;
    }

    private static Optional<Path> path(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(Path::of);
    }
}
