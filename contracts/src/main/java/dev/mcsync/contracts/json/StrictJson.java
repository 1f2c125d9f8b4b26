package dev.mcsync.contracts.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads JSON as RFC 8259 says and no further: strict UTF-8, no duplicate keys, no trailing tokens,
 * no U+0000 and no lone surrogates (PostgreSQL stores neither), numbers of at most {@value
 * #MAX_DIGITS} significant digits and an exponent of at most ±{@value #MAX_EXPONENT}, nesting of at
 * most {@value #MAX_DEPTH}. Whatever it accepts it accepts again in canonical form. Thread-safe.
 */
public final class StrictJson {

    public static final int MAX_DEPTH = 32;
    public static final int MAX_DIGITS = 40;
    public static final int MAX_EXPONENT = 308;
    public static final int MAX_NAME_LENGTH = 256;

    /** In characters; above any body limit, so that the body limit is what a caller meets. */
    private static final int MAX_TEXT_LENGTH = 2 * 1024 * 1024;

    /** In characters; above the longest number written out in full: -0.(307 zeros)(40 digits). */
    private static final int MAX_NUMBER_LENGTH = 400;

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
                                    // The library's shared table of names breaks for good, for
                                    // all callers, once one document's names collide enough.
                                    .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
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
        return readObject(bytes, Origin.ANYWHERE, reader);
    }

    /**
     * Reads one object that this product wrote, perhaps in a later version: as strictly, but for
     * members and words that are not known yet.
     */
    public static <T> Decoded<T> readOwnObject(
            byte @Nullable [] bytes, Function<ObjectReader, Decoded<T>> reader) {
        return readObject(bytes, Origin.PERHAPS_LATER, reader);
    }

    /**
     * Reads one array; each element is decoded by itself, so that one bad element spoils no other.
     */
    public static <T> Decoded<List<Decoded<T>>> readArray(
            byte[] bytes, int maxElements, Function<ObjectReader, Decoded<T>> reader) {
        return parse(bytes).then(tree -> elements(tree, maxElements, reader));
    }

    /**
     * Reads an object whose member of that name came by itself, and whose other members came beside
     * it as texts.
     */
    public static <T> Decoded<T> readObject(
            byte[] content,
            String name,
            Map<String, String> others,
            Function<ObjectReader, Decoded<T>> reader) {
        return parse(content)
                .map(tree -> {
                    ObjectNode whole = MAPPER.createObjectNode();
                    others.forEach(whole::put);
                    return (JsonNode) whole.set(name, tree);
                })
                .then(StrictJson::checked)
                .then(tree ->
                        reader.apply(
                                new ObjectReader(tree, "", Origin.ANYWHERE, new ArrayList<>())));
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

    /** Reads an object whose values are all texts. */
    public static Decoded<Map<String, String>> readTexts(String text) {
        return parse(text).then(StrictJson::checked).then(StrictJson::texts);
    }

    private static Decoded<Map<String, String>> texts(JsonNode tree) {
        if (!tree.isObject() || !tree.valueStream().allMatch(JsonNode::isString)) {
            return Decoded.invalid("", "expected a JSON object of texts");
        }
        Map<String, String> texts = new TreeMap<>();
        tree.propertyStream()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().stringValue()));
        return Decoded.valid(texts);
    }

    /**
     * Makes the canonical form of an object that comes as text, as from a {@code jsonb} column.
     *
     * @throws IllegalStateException when the text is no object that this class accepts
     */
    public static Json canonical(String text) {
        if (text.equals("{}")) {
            return Json.EMPTY;
        }
        return parse(text)
                .then(StrictJson::checked)
                .then(tree ->
                        tree.isObject()
                                ? Decoded.valid(canonical(tree, Integer.MAX_VALUE).orElseThrow())
                                : Decoded.<Json>invalid("", "expected a JSON object"))
                .orThrow("JSON object");
    }

    /**
     * Empty when the canonical form is longer than that. It gives up as soon as it knows: numbers
     * written out in full can take fifty times the room that they came in.
     */
    static Optional<Json> canonical(JsonNode object, int maxLength) {
        StringBuilder out = new StringBuilder(128);
        write(object, maxLength, out);
        return out.length() > maxLength ? Optional.empty() : Optional.of(new Json(out.toString()));
    }

    private static <T> Decoded<T> readObject(
            byte @Nullable [] bytes, Origin origin, Function<ObjectReader, Decoded<T>> reader) {
        return parse(bytes)
                .then(StrictJson::checked)
                .then(tree ->
                        tree.isObject()
                                ? reader.apply(
                                        new ObjectReader(tree, "", origin, new ArrayList<>()))
                                : Decoded.invalid("", "expected a JSON object"));
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
            decoded.add(element(tree.get(i), Integer.toString(i), reader));
        }
        return new Decoded.Valid<>(List.copyOf(decoded));
    }

    private static <T> Decoded<T> element(
            JsonNode element, String index, Function<ObjectReader, Decoded<T>> reader) {
        FieldError fault = ContentCheck.fault(element);
        if (fault != null) {
            return new Decoded.Invalid<>(List.of(fault.below(index)));
        }
        String pointer = "/" + index;
        return element.isObject()
                ? reader.apply(
                        new ObjectReader(element, pointer, Origin.ANYWHERE, new ArrayList<>()))
                : Decoded.invalid(pointer, "expected a JSON object");
    }

    private static Decoded<JsonNode> parse(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return Decoded.invalid("", "expected a JSON document, found nothing");
        }
        try {
            return parse(
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

    private static Decoded<JsonNode> parse(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree.isMissingNode()
                    ? Decoded.invalid("", "expected a JSON document, found nothing")
                    : new Decoded.Valid<>(tree);
        } catch (StreamConstraintsException _) {
            return Decoded.invalid(
                    "",
                    "expected nesting of at most %d, names of at most %d characters and numbers of at most %d digits"
                            .formatted(MAX_DEPTH, MAX_NAME_LENGTH, MAX_DIGITS));
        } catch (NumberFormatException _) {
            // The one failure that the library does not wrap: an exponent that is no int.
            return Decoded.invalid("", ContentCheck.EXPONENT_EXPECTED);
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

    private static Decoded<JsonNode> checked(JsonNode tree) {
        FieldError fault = ContentCheck.fault(tree);
        return fault == null ? new Decoded.Valid<>(tree) : new Decoded.Invalid<>(List.of(fault));
    }

    private static void write(JsonNode node, int maxLength, StringBuilder out) {
        if (out.length() > maxLength) {
            return;
        }
        if (node.isObject()) {
            writeObject(node, maxLength, out);
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                if (i > 0) {
                    out.append(',');
                }
                write(node.get(i), maxLength, out);
            }
            out.append(']');
        } else if (node.isString()) {
            writeText(node.stringValue(), out);
        } else if (node.isNumber()) {
            // By value: 1, 1.0 and 1e0 are one number, to PostgreSQL as well.
            out.append(node.decimalValue().stripTrailingZeros().toPlainString());
        } else {
            out.append(node.isNull() ? "null" : String.valueOf(node.booleanValue()));
        }
    }

    private static void writeObject(JsonNode node, int maxLength, StringBuilder out) {
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
            write(member.getValue(), maxLength, out);
        }
        out.append('}');
    }

    static void writeText(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
