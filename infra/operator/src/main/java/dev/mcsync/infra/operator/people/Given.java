package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.terminal.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** A value of an option that may stand in a file ({@code @name}) or on the input ({@code -}). */
final class Given {
    /** As strict as the system is, and exact to the digit. */
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private Given() {}

    static String text(String value, InputStream input) {
        try {
            if (value.equals("-")) {
                return utf8(input.readAllBytes());
            }
            return value.startsWith("@")
                    ? utf8(Files.readAllBytes(Path.of(value.substring(1))))
                    : value;
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("cannot read " + value + ": " + Reasons.of(e));
        }
    }

    static JsonNode object(String value, InputStream input) {
        try {
            JsonNode json = JSON.readTree(text(value, input));
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw new UsageException("the payload is no JSON: " + e.getOriginalMessage());
        }
        throw new UsageException("the payload is a JSON object, in braces");
    }

    private static String utf8(byte[] bytes) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
