package dev.mcsync.infra.proof.system;

import dev.mcsync.infra.local.McSync;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The class path of this process, for a child of it. */
public final class ChildClassPath {

    private ChildClassPath() {}

    /**
     * The jar that a person runs brings its libraries along by its manifest; named once more they
     * would be on the path twice, which some resources do not bear.
     */
    public static String current() {
        Path jar = jar();
        Path libraries = jar.resolveSibling("lib");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Files.isRegularFile(libraries.resolve(nameOf(entry))))
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What this code was loaded from: the jar that a person runs, or a directory of classes. */
    public static Path jar() {
        return Path.of(
                URI.create(
                        McSync.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()));
    }

    private static String nameOf(String entry) {
        return String.valueOf(Path.of(entry).getFileName());
    }
}
