package dev.mcsync.infra.compose;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The images: how they are made, named, and built for the world; and what keeps the database's. */
final class ImagesTest {

    private static final String DOCKERFILE =
            Repository.read(Repository.COMPOSE.resolve("Dockerfile"));
    private static final String COMPOSE =
            Repository.read(Repository.COMPOSE.resolve("compose.yaml"));
    private static final JsonNode WORKFLOW =
            YamlFile.read(Repository.ROOT.resolve(".github/workflows/build.yml"));

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):-([^}]*)}");
    private static final Pattern IMAGE = Pattern.compile("(?m)^ARG ([A-Z_]+_IMAGE)=(.*)$");
    private static final Pattern LINE = Pattern.compile("(?m)^([A-Z_]+)=(.*)$");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @TempDir private Path directory;

    @Test
    void anImageIsMadeOfTheSourcesAloneAndRunsAsNobodyInParticular() {
        assertThat(DOCKERFILE.lines().filter(line -> line.startsWith("FROM ")))
                .containsExactly(
                        "FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS node",
                        "FROM --platform=$BUILDPLATFORM ${BUILD_IMAGE} AS jars",
                        "FROM ${JAVA_IMAGE}");
        assertThat(DOCKERFILE)
                .contains("\nUSER 10001:10001\n")
                .contains("from=jars")
                .contains("-boot.jar /app\n")
                .contains("-XX:AOTCache=/app/service.aot")
                .contains("-pl " + String.join(",", inTheOrderOfTheFile()));
        assertThat(Repository.read(Repository.ROOT.resolve("pom.xml")))
                .as("the same bytes in each build")
                .contains("<project.build.outputTimestamp>");
    }

    @Test
    void theBuilderSeesEveryModuleAndNoSecret() {
        String ignored = Repository.read(Repository.COMPOSE.resolve("Dockerfile.dockerignore"));

        assertThat(
                        MODULE.matcher(Repository.read(Repository.ROOT.resolve("pom.xml")))
                                .results()
                                .map(module -> "!" + module.group(1).replaceFirst("/.*", "")))
                .isNotEmpty()
                .allMatch(ignored.lines().toList()::contains);
        assertThat(ignored.lines())
                .contains(
                        "**",
                        "!pom.xml",
                        "**/target",
                        "infra/compose/secrets",
                        "infra/compose/.env");
    }

    @Test
    void theExampleNamesEveryVariableWithItsDefault() {
        Map<String, String> named = pairs(VARIABLE, COMPOSE);
        named.putAll(pairs(IMAGE, DOCKERFILE));

        assertThat(pairs(LINE, Repository.read(Repository.COMPOSE.resolve(".env.example"))))
                .isEqualTo(named);
        assertThat(pairs(IMAGE, DOCKERFILE))
                .allSatisfy((name, image) ->
                        assertThat(COMPOSE).contains("%s: ${%s:-%s}".formatted(name, name, image)));
    }

    @Test
    void everyImageIsPinned() throws IOException {
        Script pinned = pin("echo sha256:abc");

        assertThat(pinned.status()).as(pinned.output()).isZero();
        assertThat(pairs(LINE, pinned.output()))
                .hasSize(8)
                .containsEntry("POSTGRES_IMAGE", "postgres:18@sha256:abc")
                .containsEntry("JAVA_IMAGE", "eclipse-temurin:25-jre-noble@sha256:abc")
                .allSatisfy((name, _) -> assertThat(name).endsWith("_IMAGE"));
    }

    @Test
    void aRegistryThatDoesNotAnswerPinsNothing() throws IOException {
        Script pinned = pin("exit 1");

        assertThat(pinned.status()).isEqualTo(1);
        assertThat(pinned.output()).contains("tells no digest of").doesNotContain("@");
    }

    @Test
    void theArchiveTakesAFileOnceAndNoOtherInItsPlace() throws IOException {
        Path archive = Files.createDirectory(directory.resolve("archive"));
        Path file = Files.writeString(directory.resolve("00000001"), "changes");

        assertThat(archived(file, archive)).isZero();
        assertThat(archived(file, archive)).as("again, after a crash").isZero();
        Files.writeString(file, "others");

        assertThat(archived(file, archive)).isNotZero();
        assertThat(archive.resolve("00000001")).hasContent("changes");
        assertThat(archived(file, directory.resolve("nowhere"))).isNotZero();
        assertThat(archive).isDirectoryContaining("glob:**/00000001");
        try (Stream<Path> kept = Files.list(archive)) {
            assertThat(kept).hasSize(1);
        }
    }

    @Test
    void theWorkflowRunsWhatAPersonRunsAndMakesEveryImage() {
        assertThat(WORKFLOW.at("/permissions/contents").stringValue()).isEqualTo("read");
        assertThat(steps("test")).anyMatch(step -> step.path("run").asString("").equals(".ci/run"));
        assertThat(steps("test"))
                .anyMatch(step -> step.at("/with/java-version").asString("").equals("25"));
        assertThat(WORKFLOW.at("/jobs/images/needs").stringValue()).isEqualTo("test");
        assertThat(
                        WORKFLOW.at("/jobs/images/strategy/matrix/service")
                                .valueStream()
                                .map(JsonNode::stringValue))
                .containsExactlyInAnyOrderElementsOf(Repository.SERVICES);
        assertThat(steps("images"))
                .filteredOn(step -> step.at("/with/file").isString())
                .hasSize(2)
                .allMatch(step ->
                        step.at("/with/file").stringValue().equals("infra/compose/Dockerfile"))
                .anyMatch(step ->
                        step.at("/with/platforms").asString("").equals("linux/amd64,linux/arm64"));
        assertThat(steps("images"))
                .anyMatch(step ->
                        step.path("uses").asString("").startsWith("aquasecurity/trivy-action@"));
    }

    private static List<JsonNode> steps(String job) {
        return WORKFLOW.at("/jobs/" + job + "/steps").valueStream().toList();
    }

    private static List<String> inTheOrderOfTheFile() {
        return List.of("ingress-gateway", "state-processor", "notifier-worker", "realtime-gateway");
    }

    private static Map<String, String> pairs(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .collect(toMap(m -> m.group(1), m -> m.group(2), (one, _) -> one, TreeMap::new));
    }

    private static int archived(Path file, Path archive) {
        return Script.run(
                        "archive-wal.sh",
                        Map.of(),
                        file.toString(),
                        String.valueOf(file.getFileName()),
                        archive.toString())
                .status();
    }

    /** By a docker whose registry says that. */
    private Script pin(String digest) throws IOException {
        Path docker = directory.resolve("docker");
        Files.writeString(
                docker,
                """
                #!/bin/sh
                [ "$2" = version ] && exit 0
                %s
                """
                        .formatted(digest));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        return Script.run("pin-images.sh", Map.of("PATH", directory + ":" + System.getenv("PATH")));
    }
}
