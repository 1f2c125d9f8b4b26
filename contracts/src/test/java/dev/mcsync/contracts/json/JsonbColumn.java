package dev.mcsync.contracts.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What PostgreSQL prints for a {@code jsonb}: keys by length and then by byte, a space after each
 * comma and colon, numbers in full, with the trailing zeros that they came with.
 */
final class JsonbColumn {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final Comparator<byte[]> ORDER_OF_KEYS =
            Comparator.<byte[]>comparingInt(key -> key.length)
                    .thenComparing(Arrays::compareUnsigned);

    private JsonbColumn() {}

    static String print(String text) {
        return print(MAPPER.readTree(text));
    }

    private static String print(JsonNode node) {
        if (node.isObject()) {
            return node.propertyNames().stream()
                    .map(name -> name.getBytes(UTF_8))
                    .sorted(ORDER_OF_KEYS)
                    .map(key -> new String(key, UTF_8))
                    .map(name -> quote(name) + ": " + print(node.get(name)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node.isArray()) {
            return IntStream.range(0, node.size())
                    .mapToObj(i -> print(node.get(i)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return node.isString() ? quote(node.stringValue()) : node.toString();
    }

    private static String quote(String text) {
        return MAPPER.writeValueAsString(text);
    }
}
