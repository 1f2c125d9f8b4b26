package dev.mcsync.contracts.schema;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schemas of the wire, read from the class path: nothing is fetched. */
public final class Schemas {

    /** What stands before the file name in every {@code $id}. */
    static final String BASE = "https://mcsync.dev/schema/";

    static final String SUFFIX = ".schema.json";
    static final Path DIRECTORY = Path.of("src/main/resources/dev/mcsync/contracts/schema");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    registry ->
                            registry.schemaIdResolvers(ids ->
                                    ids.mapPrefix(BASE, "classpath:dev/mcsync/contracts/schema/")));

    private Schemas() {}

    /** The names of all schemas, without the suffix. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode load(String name) {
        try {
            return MAPPER.readTree(Files.readAllBytes(DIRECTORY.resolve(name + SUFFIX)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty when the document is as the schema says. */
    public static List<String> errors(String name, String document) {
        return errors(SchemaLocation.of(BASE + name + SUFFIX), MAPPER.readTree(document));
    }

    /** Empty when the document is a schema of draft 2020-12. */
    static List<String> errorsOfSchema(JsonNode schema) {
        return errors(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()), schema);
    }

    private static List<String> errors(SchemaLocation schema, JsonNode document) {
        return REGISTRY.getSchema(schema).validate(document).stream().map(Error::toString).toList();
    }
}
