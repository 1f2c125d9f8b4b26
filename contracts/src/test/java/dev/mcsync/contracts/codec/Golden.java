package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The records as they were released: {@code src/test/resources/golden/<schema>.<case>.json}, one
 * line each. A released one is never edited, since records like it lie on topics and in tables.
 */
public record Golden(WireRecord kind, String name, byte[] bytes) {

    private static final Path DIRECTORY = Path.of("src/test/resources/golden");
    private static final String SUFFIX = ".json";

    public static List<Golden> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .sorted()
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .map(Golden::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name + SUFFIX)).strip().getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Golden of(String name) {
        String schema = name.substring(0, name.indexOf('.'));
        WireRecord kind =
                WireRecord.find(schema)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "Expected golden/<schema>.<case>.json, found " + name));
        return new Golden(kind, name, bytes(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
