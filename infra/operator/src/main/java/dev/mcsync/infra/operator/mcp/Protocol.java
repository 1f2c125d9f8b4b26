package dev.mcsync.infra.operator.mcp;

import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** How messages of the protocol are written. */
final class Protocol {

    /** Numbers of a payload stay as they were written, to the digit. */
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    static final JacksonMcpJsonMapper MAPPER = new JacksonMcpJsonMapper(JSON);

    private Protocol() {}
}
