package dev.mcsync.contracts.json;

import dev.mcsync.contracts.id.IdSyntax;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
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
 * that nobody asked for.
 *
 * <p>Where a required member is missing or wrong the reading method returns {@code null} after
 * noting the error; the value is built only when there were no errors. For one thread.
 */
public final class ObjectReader {

    /** So that an answer to a small document full of faults is small as well. */
    public static final int MAX_ERRORS = 20;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final int MAX_TIMESTAMP_LENGTH = 40;

    private final JsonNode object;
    private final String pointer;
    private final List<FieldError> errors;
    private final Set<String> asked = new HashSet<>();

    ObjectReader(JsonNode object, String pointer, List<FieldError> errors) {
        this.object = object;
        this.pointer = pointer;
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
        return required(name, () -> optionalText(name, minLength, maxLength));
    }

    /** Lengths in code points. */
    public @Nullable String optionalText(String name, int minLength, int maxLength) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            return fault(name, "expected a string");
        }
        String text = node.stringValue();
        int length = text.codePointCount(0, text.length());
        if (length < minLength || length > maxLength) {
            return fault(name, "expected %d to %d characters".formatted(minLength, maxLength));
        }
        return text;
    }

    /** A text that shows something to whoever reads it. */
    public @Nullable String visibleText(String name, int maxLength) {
        String text = text(name, 1, maxLength);
        return text != null && Blank.is(text)
                ? fault(name, "expected something besides blanks")
                : text;
    }

    public <T> @Nullable T id(String name, Function<String, T> constructor) {
        return required(name, () -> optionalId(name, constructor));
    }

    public <T> @Nullable T optionalId(String name, Function<String, T> constructor) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isString() || !IdSyntax.isValid(node.stringValue())) {
            return fault(name, "expected 1 to 128 characters of [A-Za-z0-9_.:-]");
        }
        return constructor.apply(node.stringValue());
    }

    public <E extends Enum<E> & WireName> @Nullable E choice(String name, Class<E> type) {
        return required(name, () -> optionalChoice(name, type));
    }

    public <E extends Enum<E> & WireName> @Nullable E optionalChoice(String name, Class<E> type) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        Optional<E> found =
                node.isString() ? WireNames.find(type, node.stringValue()) : Optional.empty();
        return found.orElseGet(() -> fault(name, "expected one of " + WireNames.all(type)));
    }

    public <E extends Enum<E> & WireName> List<E> choices(String name, Class<E> type) {
        JsonNode node = member(name);
        List<E> found = new ArrayList<>();
        if (node == null) {
            return found;
        }
        if (!node.isArray()) {
            fault(name, "expected an array");
            return found;
        }
        for (JsonNode element : node) {
            Optional<E> value =
                    element.isString()
                            ? WireNames.find(type, element.stringValue())
                            : Optional.empty();
            value.ifPresentOrElse(
                    found::add, () -> fault(name, "expected an array of " + WireNames.all(type)));
        }
        return found;
    }

    /** A missing one reads as false. */
    public boolean flag(String name) {
        JsonNode node = member(name);
        if (node != null && !node.isBoolean()) {
            fault(name, "expected true or false");
        }
        return node != null && node.isBoolean() && node.booleanValue();
    }

    /** An array of ids; a missing one reads as empty. */
    public <T> List<T> ids(String name, int maxSize, Function<String, T> constructor) {
        JsonNode node = member(name);
        List<T> found = new ArrayList<>();
        if (node == null) {
            return found;
        }
        if (!node.isArray()) {
            fault(name, "expected an array");
            return found;
        }
        if (node.size() > maxSize) {
            fault(name, "expected at most %d ids".formatted(maxSize));
            return found;
        }
        for (JsonNode element : node) {
            if (element.isString() && IdSyntax.isValid(element.stringValue())) {
                found.add(constructor.apply(element.stringValue()));
            } else {
                fault(name, "expected an array of ids");
            }
        }
        return found;
    }

    public @Nullable Long integer(String name, long min, long max) {
        return required(name, () -> optionalInteger(name, min, max));
    }

    /** A number with a fraction is no integer, even where the fraction is zero. */
    public @Nullable Long optionalInteger(String name, long min, long max) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !isBetween(node.decimalValue(), min, max)) {
            return fault(name, "expected an integer from %d to %d".formatted(min, max));
        }
        return node.decimalValue().longValueExact();
    }

    public @Nullable Instant timestamp(String name) {
        return required(name, () -> optionalTimestamp(name));
    }

    /** ISO-8601 with an offset; cut to microseconds, which is what PostgreSQL keeps. */
    public @Nullable Instant optionalTimestamp(String name) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        String expected = "expected an ISO-8601 timestamp with an offset, from 1970 to 9999";
        if (!node.isString() || node.stringValue().length() > MAX_TIMESTAMP_LENGTH) {
            return fault(name, expected);
        }
        try {
            Instant instant =
                    OffsetDateTime.parse(node.stringValue(), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant()
                            .truncatedTo(ChronoUnit.MICROS);
            return instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
                    ? fault(name, expected)
                    : instant;
        } catch (DateTimeException _) {
            return fault(name, expected);
        }
    }

    /**
     * @param maxLength of the canonical form, in characters: plain numbers can be longer than their
     *     scientific notation
     */
    public @Nullable Json optionalJson(String name, int maxLength) {
        JsonNode node = member(name);
        if (node == null) {
            return null;
        }
        if (!node.isObject()) {
            return fault(name, "expected a JSON object");
        }
        return StrictJson.canonical(node, maxLength)
                .orElseGet(
                        () -> fault(name, "expected at most " + maxLength + " characters of JSON"));
    }

    public <T> @Nullable T object(String name, Function<ObjectReader, Decoded<T>> reader) {
        return required(name, () -> optionalObject(name, reader));
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
        JsonNode node = member(name);
        List<T> found = new ArrayList<>();
        if (node == null) {
            return found;
        }
        if (!node.isArray()) {
            fault(name, "expected an array of objects");
            return found;
        }
        for (int i = 0; i < node.size(); i++) {
            String place = pointerTo(name) + "/" + i;
            if (!node.get(i).isObject()) {
                note(new FieldError(place, "expected a JSON object"));
                continue;
            }
            T element = nested(node.get(i), place, reader);
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
        for (String name : object.propertyNames()) {
            if (!asked.contains(name)) {
                FieldError unknown = new FieldError("", "unknown field").below(name);
                note(new FieldError(pointer + unknown.pointer(), unknown.detail()));
            }
        }
        return errors.isEmpty()
                ? new Decoded.Valid<>(builder.get())
                : new Decoded.Invalid<>(List.copyOf(errors));
    }

    private <T> @Nullable T nested(
            JsonNode node, String place, Function<ObjectReader, Decoded<T>> reader) {
        return switch (reader.apply(new ObjectReader(node, place, new ArrayList<>()))) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Invalid<T>(List<FieldError> nestedErrors) -> {
                nestedErrors.forEach(this::note);
                yield null;
            }
        };
    }

    private void note(FieldError error) {
        if (errors.size() < MAX_ERRORS) {
            errors.add(error);
        }
    }

    private <T> @Nullable T required(String name, Supplier<@Nullable T> reading) {
        if (present(name) == null) {
            asked.add(name);
            return fault(name, "required");
        }
        return reading.get();
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

    private static boolean isBetween(BigDecimal value, long min, long max) {
        return value.compareTo(BigDecimal.valueOf(min)) >= 0
                && value.compareTo(BigDecimal.valueOf(max)) <= 0;
    }
}
