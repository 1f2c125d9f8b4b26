package dev.mcsync.contracts.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the members of one object, collecting what is wrong instead of stopping at the first fault,
 * up to {@value #MAX_ERRORS} of them. Each member is asked for once; {@link #finish} refuses those
 * that nobody asked for, unless the object may be from a later version, which adds members.
 *
 * <p>Where a required member is missing or wrong the reading method returns {@code null} after
 * noting the error; the value is built only when there were no errors. For one thread.
 */
public final class ObjectReader {

    /** So that an answer to a small document full of faults is small as well. */
    public static final int MAX_ERRORS = 20;

    final JsonNode object;
    final String pointer;
    final List<FieldError> errors;
    final Set<String> asked = new HashSet<>();
    private final Origin origin;

    ObjectReader(JsonNode object, String pointer, Origin origin, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
        this.origin = origin;
        this.errors = errors;
    }

    public boolean has(String name) {
        return present(name) != null;
    }

    /** Reads the text of a member without judging it; used to pick a decoder. */
    public Optional<String> peekText(String name) {
        JsonNode node = object.get(name);
        return node != null && node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** Counts the {@code type} as read where the decoder was picked by it. */
    public void typeWasRead() {
        asked.add("type");
    }

    /** Notes a fault and gives the whole object up. */
    public <T> Decoded<T> refuse(String name, String detail) {
        fault(name, detail);
        return new Decoded.Invalid<>(errors);
    }

    public @Nullable String text(String name, int minLength, int maxLength) {
        return required(name, Shape.text(minLength, maxLength));
    }

    /** Lengths in code points. */
    public @Nullable String optionalText(String name, int minLength, int maxLength) {
        return optional(name, Shape.text(minLength, maxLength));
    }

    /** A text that shows something to whoever reads it. */
    public @Nullable String visibleText(String name, int maxLength) {
        String text = text(name, 1, maxLength);
        return text != null && Blank.is(text)
                ? fault(name, "expected something besides blanks")
                : text;
    }

    public <T> @Nullable T id(String name, Function<String, T> constructor) {
        return required(name, Shape.id(constructor));
    }

    public <T> @Nullable T optionalId(String name, Function<String, T> constructor) {
        return optional(name, Shape.id(constructor));
    }

    public <E extends Enum<E> & WireName> @Nullable E choice(String name, Class<E> type) {
        return required(name, Shape.choice(type));
    }

    public <E extends Enum<E> & WireName> @Nullable E choice(
            String name, Class<E> type, E ofLater) {
        return isOfLater(name, type) ? ofLater : choice(name, type);
    }

    /** A word that only a later version knows reads as {@code ofLater}, which may be none. */
    public <E extends Enum<E> & WireName> @Nullable E optionalChoice(
            String name, Class<E> type, @Nullable E ofLater) {
        return isOfLater(name, type) ? ofLater : optionalChoice(name, type);
    }

    /** Whether what is not known here is no fault. */
    public boolean isPerhapsLater() {
        return origin == Origin.PERHAPS_LATER;
    }

    /** Whether the member holds a word that only a later version can have written. */
    public <E extends Enum<E> & WireName> boolean isOfLater(String name, Class<E> type) {
        JsonNode node = member(name);
        return node != null && origin.isOfLater(node, type);
    }

    public <E extends Enum<E> & WireName> @Nullable E optionalChoice(String name, Class<E> type) {
        return optional(name, Shape.choice(type));
    }

    public <E extends Enum<E> & WireName> List<E> choices(String name, Class<E> type) {
        List<JsonNode> words = new ArrayList<>(array(name, "expected an array"));
        words.removeIf(word -> origin.isOfLater(word, type));
        String expected = "expected an array of " + WireNames.all(type);
        return elements(name, words, Shape.choice(type), () -> expected);
    }

    /** A missing one reads as false. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(optional(name, Shape.flag()));
    }

    /** An array of ids; a missing one reads as empty. */
    public <T> List<T> ids(String name, int maxSize, Function<String, T> constructor) {
        List<JsonNode> elements = array(name, "expected an array");
        if (elements.size() > maxSize) {
            fault(name, "expected at most %d ids".formatted(maxSize));
            return new ArrayList<>();
        }
        return elements(name, elements, Shape.id(constructor), () -> "expected an array of ids");
    }

    /** An array of texts, no two alike; a missing one reads as empty. */
    public List<String> distinctTexts(String name, int maxSize, int maxLength) {
        List<String> texts = optional(name, Shape.distinctTexts(maxSize, maxLength));
        return texts == null ? List.of() : texts;
    }

    public @Nullable Long integer(String name, long min, long max) {
        return required(name, Shape.integer(min, max));
    }

    public @Nullable Long optionalInteger(String name, long min, long max) {
        return optional(name, Shape.integer(min, max));
    }

    public @Nullable Instant timestamp(String name) {
        return required(name, Shape.timestamp());
    }

    public @Nullable Instant optionalTimestamp(String name) {
        return optional(name, Shape.timestamp());
    }

    /**
     * @param maxLength of the canonical form, in characters
     */
    public @Nullable Json optionalJson(String name, int maxLength) {
        return optional(name, Shape.json(maxLength));
    }

    public <T> @Nullable T object(String name, Function<ObjectReader, Decoded<T>> reader) {
        return isGiven(name) ? optionalObject(name, reader) : null;
    }

    public <T> @Nullable T optionalObject(String name, Function<ObjectReader, Decoded<T>> reader) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isObject()) {
            return fault(name, "expected a JSON object");
        }
        return nested(node, pointerTo(name), reader);
    }

    public <T> List<T> objects(String name, Function<ObjectReader, Decoded<T>> reader) {
        List<T> found = new ArrayList<>();
        int place = 0;
        for (JsonNode node : array(name, "expected an array of objects")) {
            String pointer = pointerTo(name) + "/" + place++;
            if (!node.isObject()) {
                note(new FieldError(pointer, "expected a JSON object"));
                continue;
            }
            T element = nested(node, pointer, reader);
            if (element != null) {
                found.add(element);
            }
        }
        return found;
    }

    /** Notes a fault that only the caller can see, such as two members that do not agree. */
    @SuppressWarnings(
            "TypeParameterUnusedInFormals") // There is never a value, so it fits any type.
    public <T> @Nullable T fault(String name, String detail) {
        note(new FieldError(pointerTo(name), detail));
        return null;
    }

    /** Builds the value when nothing was wrong and no member was left over. */
    public <T> Decoded<T> finish(Supplier<T> builder) {
        if (origin == Origin.ANYWHERE) {
            noteLeftOver();
        }
        return errors.isEmpty()
                ? new Decoded.Valid<>(builder.get())
                : new Decoded.Invalid<>(List.copyOf(errors));
    }

    private void noteLeftOver() {
        for (String name : object.propertyNames()) {
            if (!asked.contains(name)) {
                String place = new FieldError("", "").below(name).pointer();
                note(new FieldError(pointer + place, "unknown field"));
            }
        }
    }

    private <T> @Nullable T nested(
            JsonNode node, String place, Function<ObjectReader, Decoded<T>> reader) {
        return switch (reader.apply(new ObjectReader(node, place, origin, new ArrayList<>()))) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Invalid<T>(List<FieldError> nestedErrors) -> {
                nestedErrors.forEach(this::note);
                yield null;
            }
        };
    }

    void note(FieldError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }

    private <T> @Nullable T required(String name, Shape<T> shape) {
        return isGiven(name) ? optional(name, shape) : null;
    }

    private <T> @Nullable T optional(String name, Shape<T> shape) {
        JsonNode node = member(name);
        return node == null ? null : shape.read(node, detail -> fault(name, detail));
    }

    /** Notes that a required member is missing. */
    private boolean isGiven(String name) {
        if (member(name) == null) {
            fault(name, "required");
        }
        return has(name);
    }

    /** The elements; none where the member is missing or, after noting it, no array. */
    private List<JsonNode> array(String name, String expected) {
        JsonNode node = member(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray()) {
            fault(name, expected);
            return List.of();
        }
        return node.valueStream().toList();
    }

    /** Those that have the shape; each of the others is noted as a fault of the whole. */
    private <T> List<T> elements(
            String name, List<JsonNode> nodes, Shape<T> shape, Supplier<String> expected) {
        List<T> found = new ArrayList<>();
        for (JsonNode node : nodes) {
            T element = shape.read(node, _ -> fault(name, expected.get()));
            if (element != null) {
                found.add(element);
            }
        }
        return found;
    }

    private @Nullable JsonNode member(String name) {
        asked.add(name);
        return present(name);
    }

    /** An explicit null says the same as leaving the member out. */
    private @Nullable JsonNode present(String name) {
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private String pointerTo(String name) {
        return pointer + "/" + name;
    }
}
