package dev.mcsync.contracts.json;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON as RFC 8259 says and no further: strict UTF-8, no duplicate keys, no trailing tokens,
 * no U+0000 and no lone surrogates (PostgreSQL stores neither), numbers of at most {@value
 * #MAX_NUMBER_LENGTH} digits and an exponent of at most ±{@value #MAX_EXPONENT}, nesting of at most
 * {@value #MAX_DEPTH}. Thread-safe.
 */
public final class StrictJson {

    public static final int MAX_DEPTH = 32;
    public static final int MAX_NUMBER_LENGTH = 40;
    public static final int MAX_EXPONENT = 308;
    public static final int MAX_NAME_LENGTH = 256;

    /** In characters; above any body limit, so that the body limit is what a caller meets. */
    private static final int MAX_TEXT_LENGTH = 2 * 1024 * 1024;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                                    .maxNameLength(MAX_NAME_LENGTH)
                                                    .maxStringLength(MAX_TEXT_LENGTH)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private StrictJson() {}

    /** Reads one object and hands its members to {@code reader}. */
    public static <T> Decoded<T> readObject(
            byte @Nullable [] bytes, Function<ObjectReader, Decoded<T>> reader) {
        return readTree(bytes)
                .then(tree ->
                        tree.isObject()
                                ? reader.apply(new ObjectReader(tree, "", new ArrayList<>()))
                                : Decoded.invalid("", "expected a JSON object"));
    }

    /**
     * Reads one array; each element is decoded by itself, so that one bad element spoils no other.
     */
    public static <T> Decoded<List<Decoded<T>>> readArray(
            byte[] bytes, int maxElements, Function<ObjectReader, Decoded<T>> reader) {
        return readTree(bytes).then(tree -> elements(tree, maxElements, reader));
    }

    /** Whether the first character that is not white space opens an array. */
    public static boolean looksLikeArray(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return b == '[';
            }
        }
        return false;
    }

    /** Makes the canonical form of an object that comes as text, as from a {@code jsonb} column. */
    public static Json canonical(String text) {
        if (text.equals("{}")) {
            return Json.EMPTY;
        }
        return readTree(text).map(StrictJson::canonical).orThrow("JSON object");
    }

    static Json canonical(JsonNode object) {
        StringBuilder out = new StringBuilder(128);
        write(object, out);
        return new Json(out.toString());
    }

    private static <T> Decoded<List<Decoded<T>>> elements(
            JsonNode tree, int maxElements, Function<ObjectReader, Decoded<T>> reader) {
        if (!tree.isArray()) {
            return Decoded.invalid("", "expected a JSON array");
        }
        if (tree.isEmpty() || tree.size() > maxElements) {
            return Decoded.invalid("", "expected 1 to " + maxElements + " elements");
        }
        List<Decoded<T>> decoded = new ArrayList<>(tree.size());
        for (int i = 0; i < tree.size(); i++) {
            JsonNode element = tree.get(i);
            String pointer = "/" + i;
            decoded.add(
                    element.isObject()
                            ? reader.apply(new ObjectReader(element, pointer, new ArrayList<>()))
                            : Decoded.invalid(pointer, "expected a JSON object"));
        }
        return new Decoded.Valid<>(List.copyOf(decoded));
    }

    private static Decoded<JsonNode> readTree(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return Decoded.invalid("", "expected a JSON document, found nothing");
        }
        try {
            return readTree(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException _) {
            return Decoded.invalid("", "expected valid UTF-8");
        }
    }

    private static Decoded<JsonNode> readTree(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            if (tree.isMissingNode()) {
                return Decoded.invalid("", "expected a JSON document, found nothing");
            }
            List<FieldError> errors = new ArrayList<>();
            checkContent(tree, "", errors);
            return errors.isEmpty() ? new Decoded.Valid<>(tree) : new Decoded.Invalid<>(errors);
        } catch (StreamConstraintsException _) {
            return Decoded.invalid(
                    "",
                    "expected nesting of at most %d, names of at most %d characters and numbers of at most %d digits"
                            .formatted(MAX_DEPTH, MAX_NAME_LENGTH, MAX_NUMBER_LENGTH));
        } catch (JacksonException e) {
            return Decoded.invalid("", syntaxError(e));
        }
    }

    /** Says where, never what: the library's own message would echo the input. */
    private static String syntaxError(JacksonException e) {
        var location = e.getLocation();
        return location == null
                ? "expected valid JSON"
                : "expected valid JSON without duplicate keys or trailing text; the fault is near line %d, column %d"
                        .formatted(location.getLineNr(), location.getColumnNr());
    }

    private static void checkContent(JsonNode node, String pointer, List<FieldError> errors) {
        if (node.isString()) {
            checkText(node.stringValue(), pointer, errors);
        } else if (node.isNumber()) {
            checkNumber(node, pointer, errors);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkContent(node.get(i), pointer + "/" + i, errors);
            }
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                checkText(member.getKey(), pointer, errors);
                checkContent(member.getValue(), pointer + "/" + escape(member.getKey()), errors);
            }
        }
    }

    private static void checkText(String text, String pointer, List<FieldError> errors) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                errors.add(new FieldError(pointer, "expected text without U+0000"));
                return;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                errors.add(new FieldError(pointer, "expected text without lone surrogates"));
                return;
            }
        }
    }

    private static void checkNumber(JsonNode number, String pointer, List<FieldError> errors) {
        BigDecimal value = number.decimalValue();
        long exponent =
                value.signum() == 0 ? -value.scale() : (long) value.precision() - value.scale() - 1;
        if (Math.abs(exponent) > MAX_EXPONENT) {
            errors.add(new FieldError(pointer, "expected an exponent of at most ±" + MAX_EXPONENT));
        }
    }

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static void write(JsonNode node, StringBuilder out) {
        if (node.isObject()) {
            writeObject(node, out);
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                write(node.get(i), out);
            }
            out.append(']');
        } else if (node.isString()) {
            writeText(node.stringValue(), out);
        } else if (node.isNumber()) {
            out.append(node.decimalValue().toPlainString());
        } else {
            out.append(node.isNull() ? "null" : String.valueOf(node.booleanValue()));
        }
    }

    private static void writeObject(JsonNode node, StringBuilder out) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        node.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            writeText(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
        }
        out.append('}');
    }

    static void writeText(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
