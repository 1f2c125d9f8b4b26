package dev.mcsync.ingress.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.readside.Decision;
import jakarta.annotation.Generated;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that tools make of {@code openapi.yaml} compile, and call the gateway. */
final class GeneratedClientsTest {

    private static final String DESCRIPTION =
            Path.of("src/main/resources/dev/mcsync/ingress/docs/openapi.yaml")
                    .toAbsolutePath()
                    .toString();

    /** The build fetches it; it holds Jackson, which a client for Java needs. */
    private static final Path GENERATOR =
            Path.of("target/tools/openapi-generator-cli.jar").toAbsolutePath();

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
        gateway.log()
                .readBy(fact ->
                        WireNames.find(FactType.class, fact.type())
                                .map(type -> applied(fact, type))
                                .ifPresent(gateway.outcomes()::decided));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void oneForTypeScriptReportsOnATaskThatItCreated() throws Exception {
        ApiTools.install();
        ApiTools.run(List.of("npm", "run", "--silent", "types"));
        ApiTools.node("node_modules/typescript/bin/tsc", "--project", "typescript");

        String told =
                ApiTools.node(
                        "typescript/target/js/report.js",
                        gateway.address(),
                        GatewayUnderTest.ADMIN);

        assertThat(told).isEqualTo("evt_by_typescript applied");
        assertThat(gateway.log().facts())
                .extracting(fact -> fact.eventId().value())
                .contains("evt_by_typescript");
    }

    @Test
    void oneForJavaReportsOnATaskThatItCreated(@TempDir Path directory) throws Exception {
        Path classes = directory.resolve("classes");
        java(
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--input-spec=" + DESCRIPTION,
                "--config=" + ApiTools.HOME.resolve("java-client.yaml"),
                "--output=" + directory.resolve("client"));
        compile(directory.resolve("client/src/main/java"), classes);

        String told =
                java(
                        "-cp",
                        classPath(classes),
                        "Report",
                        gateway.address(),
                        GatewayUnderTest.ADMIN);

        // Java may say first which options it found in its environment.
        assertThat(told.lines()).last().isEqualTo("evt_by_java applied");
        assertThat(gateway.log().facts())
                .extracting(fact -> fact.eventId().value())
                .contains("evt_by_java");
    }

    private static void compile(Path client, Path classes) throws IOException, URISyntaxException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-nowarn",
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                classPath(classes),
                                ApiTools.HOME.resolve("java/Report.java").toString()));
        try (Stream<Path> files = Files.walk(client)) {
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .forEach(arguments::add);
        }
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("javac").isZero();
    }

    private static String classPath(Path classes) throws URISyntaxException {
        Path annotations =
                Path.of(
                        Generated.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        return String.join(
                System.getProperty("path.separator"),
                classes.toString(),
                GENERATOR.toString(),
                annotations.toString());
    }

    private static String java(String... arguments) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // It ends before a better compiler pays.
                                "-XX:TieredStopAtLevel=1"));
        line.addAll(List.of(arguments));
        return ApiTools.run(line);
    }

    private static Decision applied(OutgoingFact fact, FactType type) {
        return new Decision(
                fact.eventId(),
                type,
                null,
                null,
                Effect.APPLIED,
                null,
                new TaskState(TaskStatus.QUEUED, Stage.TODO, 1));
    }
}
