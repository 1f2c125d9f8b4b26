package dev.mcsync.infra.proof.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code openapi.yaml} through the linter that comes with the panel's packages. What it passes over
 * stands with its reason in {@code ingress-gateway/.redocly.lint-ignore.yaml}.
 */
class ApiDescriptionLintTest {

    /** Tests run in the module's directory, with the whole project around it. */
    private static final Path GATEWAY = Path.of("..", "..", "ingress-gateway");

    private static final String DESCRIPTION =
            "src/main/resources/dev/mcsync/ingress/docs/openapi.yaml";
    private static final Path LINTER =
            Path.of("..", "realtime-gateway", "panel", "node_modules", "@redocly", "cli", "bin")
                    .resolve("cli.js");
    private static final long SECONDS = 120;

    @TempDir Path directory;

    @Test
    void theDescriptionHasNoErrorAndNoUnexplainedWarning() throws Exception {
        assertThat(lint(Files.readString(GATEWAY.resolve(DESCRIPTION)))).isEmpty();
    }

    @Test
    void anUnquotedCommaThatCutsADescriptionIsFound() throws Exception {
        String broken =
                Files.readString(GATEWAY.resolve(DESCRIPTION))
                        .replace("description: Given up.", "description: Given up, for good.");

        assertThat(lint(broken)).singleElement().asString().startsWith("error struct");
    }

    private List<String> lint(String description) throws IOException, InterruptedException {
        assumeTrue(
                Files.isRegularFile(GATEWAY.resolve(LINTER)),
                "Left out: the panel's packages are not installed (npm ci)");
        Path gateway = directory.resolve("ingress-gateway");
        Path linted = gateway.resolve(DESCRIPTION);
        Files.createDirectories(linted.getParent());
        Files.writeString(linted, description);
        for (String settings : List.of("redocly.yaml", ".redocly.lint-ignore.yaml")) {
            Files.copy(GATEWAY.resolve(settings), gateway.resolve(settings));
        }
        File answer = directory.resolve("answer.json").toFile();
        Process linter = start(gateway, answer);
        assertThat(linter.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
        return problems(JsonMapper.shared().readTree(answer));
    }

    private Process start(Path gateway, File answer) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "node",
                        GATEWAY.resolve(LINTER).toRealPath().toString(),
                        "lint",
                        DESCRIPTION,
                        "--format=json");
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        return builder.directory(gateway.toFile())
                .redirectOutput(answer)
                .redirectError(directory.resolve("errors.log").toFile())
                .start();
    }

    private static List<String> problems(JsonNode answer) {
        List<String> problems = new ArrayList<>();
        for (JsonNode problem : answer.get("problems")) {
            if (!problem.path("ignored").asBoolean(false)) {
                problems.add(
                        "%s %s: %s (%s)"
                                .formatted(
                                        problem.path("severity").asString(),
                                        problem.path("ruleId").asString(),
                                        problem.path("message").asString(),
                                        problem.path("location").path(0).path("pointer")));
            }
        }
        return problems;
    }
}
