package dev.mcsync.infra.backing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds programs that are not the product's own. */
public final class Programs {

    private static final Pattern SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    private Programs() {}

    /**
     * @param name of the file, without a directory
     * @param more directories to look into where the PATH has none
     */
    public static Optional<Path> find(String name, Path... more) {
        Stream<Path> onPath =
                SEPARATOR.splitAsStream(System.getenv().getOrDefault("PATH", "")).map(Path::of);
        return Stream.concat(onPath, Stream.of(more))
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
