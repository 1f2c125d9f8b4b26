package dev.mcsync.infra.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The alerts, and the cases in which they should fire and should not. */
final class AlertRules {

    static final Path FILE = Repository.OBSERVABILITY.resolve("alerts.yml");
    private static final Path CASES = Repository.OBSERVABILITY.resolve("alerts-test");

    /** Every alert is looked at in every case of it, and none fires. */
    static final String QUIET = "quiet.yml";

    private AlertRules() {}

    static List<JsonNode> all() {
        return YamlFile.read(FILE)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    static List<String> names() {
        return all().stream().map(alert -> alert.path("alert").stringValue()).toList();
    }

    static List<Path> caseFiles() {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<JsonNode> quietCases() {
        return YamlFile.read(CASES.resolve(QUIET)).path("tests").valueStream().toList();
    }

    static Stream<JsonNode> cases() {
        return caseFiles().stream()
                .flatMap(file -> YamlFile.read(file).path("tests").valueStream());
    }

    /** What is looked at in a case: an alert, a moment, and what fires then. */
    static Stream<JsonNode> looks(JsonNode of) {
        return of.path("alert_rule_test").valueStream();
    }
}
