package dev.mcsync.infra.kubernetes;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas beside this test; nothing is fetched. */
final class Schemas {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Schemas() {}

    /** Empty when the document is as the schema says. */
    static List<String> errors(String schema, JsonNode document) {
        return REGISTRY.getSchema(Chart.resource(schema)).validate(document).stream()
                .map(Error::toString)
                .toList();
    }
}
