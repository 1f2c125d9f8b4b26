package dev.mcsync.infra.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, as they lie beside this module. */
final class Repository {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path KUBERNETES = ROOT.resolve("infra/kubernetes");
    static final Path COMPOSE = ROOT.resolve("infra/compose");
    static final Path ALERTS = ROOT.resolve("infra/observability/alerts.yml");

    /** The modules that run as pods. */
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

    /** All YAML below a folder of this module. */
    static List<Path> manifests(String folder) {
        try (Stream<Path> files = Files.walk(KUBERNETES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that a service starts with. */
    static Path settingsOf(String service) {
        return ROOT.resolve(service).resolve("src/main/resources/" + service + ".yaml");
    }
}
