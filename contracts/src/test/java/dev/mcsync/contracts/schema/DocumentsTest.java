package dev.mcsync.contracts.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireRecord;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the documents are what they say they are; docs/how-to-add-a-wire-record.md. */
final class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static List<JsonBlock> blocks() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                    .sorted()
                    .flatMap(file -> JsonBlock.in(file).stream())
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsJson(JsonBlock block) {
        byte[] wrapped = ("[" + block.text() + "]").getBytes(UTF_8);

        assertThat(StrictJson.readArray(wrapped, 1, _ -> Decoded.valid(true)))
                .as("%s", block)
                .matches(Verdicts::isValid);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBlockIsValidForTheSchemaThatItNames(JsonBlock block) {
        block.schema()
                .ifPresent(name -> {
                    assertThat(Schemas.names()).as("%s names its schema", block).contains(name);
                    assertThat(Schemas.errors(name, block.text())).as("%s", block).isEmpty();
                    WireRecord.find(name)
                            .ifPresent(kind ->
                                    assertThat(kind.decode(block.text().getBytes(UTF_8)))
                                            .as("%s", block)
                                            .matches(Verdicts::isValid));
                });
    }

    @Test
    void theRecipeForProducersShowsWhatTheyWriteAndGet() throws IOException {
        assertThat(blocks())
                .filteredOn(block -> block.file().endsWith("how-to-produce-events.md"))
                .flatMap(block -> block.schema().stream().toList())
                .contains("agent-report", "heartbeat", "task-outcome");
    }
}
