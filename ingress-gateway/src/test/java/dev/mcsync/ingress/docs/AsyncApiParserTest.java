package dev.mcsync.ingress.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the topics, as AsyncAPI's own parser reads it: no error and no warning. */
final class AsyncApiParserTest {

    private static final Path CONTRACTS =
            Path.of("../contracts/src/main/resources/dev/mcsync/contracts").toAbsolutePath();
    private static final String FILE = "asyncapi.yaml";

    @BeforeAll
    static void install() throws Exception {
        ApiTools.install();
    }

    @Test
    void theDescriptionHasNoErrorAndNoWarning() throws Exception {
        assertThat(findings(CONTRACTS.resolve(FILE))).isEmpty();
    }

    @Test
    void aMessageThatNoChannelHasIsFound(@TempDir Path directory) throws Exception {
        copySchemas(directory);
        String broken =
                Files.readString(CONTRACTS.resolve(FILE))
                        .replaceFirst(
                                "#/components/messages/[A-Za-z]+", "#/components/messages/none");
        Path file = Files.writeString(directory.resolve(FILE), broken);

        assertThat(findings(file)).contains("invalid-ref");
    }

    private static void copySchemas(Path directory) throws IOException {
        Path schemas = Files.createDirectory(directory.resolve("schema"));
        try (Stream<Path> files = Files.list(CONTRACTS.resolve("schema"))) {
            for (Path file : files.toList()) {
                Files.copy(file, schemas.resolve(file.getFileName()));
            }
        }
    }

    private static String findings(Path file) throws Exception {
        return ApiTools.node("asyncapi.mjs", file.normalize().toString());
    }
}
