package dev.mcsync.infra.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, as they lie beside this module. */
final class Repository {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path COMPOSE = ROOT.resolve("infra/compose");
    static final Path OBSERVABILITY = ROOT.resolve("infra/observability");

    /** The modules that run as containers. */
    static final List<String> SERVICES =
            List.of("ingress-gateway", "state-processor", "notifier-worker", "realtime-gateway");

    private Repository() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All Java that a service is built from, in one text. */
    static String sourcesOf(String service) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(service).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Repository::read)
                    .reduce("", String::concat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
