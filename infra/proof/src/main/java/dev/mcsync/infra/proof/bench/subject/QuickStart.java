package dev.mcsync.infra.proof.bench.subject;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options by which {@code ./mc-sync up} starts from what an earlier run recorded, so that what
 * is measured starts as it does for people. None where nothing was recorded.
 */
public final class QuickStart {

    /** Names the directory of the recording; set by the script. */
    private static final String DIRECTORY = "QUICK_START";

    private QuickStart() {}

    public static List<String> options() {
        return Optional.ofNullable(System.getenv(DIRECTORY))
                .map(directory -> Path.of(directory, "mc-sync.aot"))
                .filter(Files::isReadable)
                .map(cache ->
                        List.of(
                                "-XX:AOTCache=" + cache,
                                "-Dmc.broker.aot-cache=" + cache.resolveSibling("broker.aot"),
                                "-Xlog:aot=off",
                                "-Xlog:cds=off"))
                .orElse(List.of());
    }
}
