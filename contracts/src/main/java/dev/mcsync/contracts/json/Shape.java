package dev.mcsync.contracts.json;

import dev.mcsync.contracts.id.IdSyntax;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one value must look like by itself, and what it is read as. */
@FunctionalInterface
interface Shape<T> {

    Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    int MAX_TIMESTAMP_LENGTH = 40;

    /**
     * @return null after {@code fault} was told what was expected
     */
    @Nullable T read(JsonNode node, Consumer<String> fault);

    /** Lengths in code points. */
    static Shape<String> text(int minLength, int maxLength) {
        return (node, fault) -> {
            if (!node.isString()) {
                return none(fault, "expected a string");
            }
            String text = node.stringValue();
            int length = text.codePointCount(0, text.length());
            return length < minLength || length > maxLength
                    ? none(fault, "expected %d to %d characters".formatted(minLength, maxLength))
                    : text;
        };
    }

    /**
     * @param maxLength of each, in code points; none is empty
     */
    static Shape<List<String>> distinctTexts(int maxSize, int maxLength) {
        return (node, fault) -> {
            List<JsonNode> elements = node.isArray() ? node.valueStream().toList() : List.of();
            boolean isRight =
                    node.isArray()
                            && elements.size() <= maxSize
                            && elements.stream().distinct().count() == elements.size()
                            && elements.stream()
                                    .allMatch(
                                            each -> text(1, maxLength).read(each, _ -> {}) != null);
            return isRight
                    ? elements.stream().map(JsonNode::stringValue).toList()
                    : none(
                            fault,
                            "expected an array of at most %d texts of 1 to %d characters, no two alike"
                                    .formatted(maxSize, maxLength));
        };
    }

    static <T> Shape<T> id(Function<String, T> constructor) {
        return (node, fault) ->
                node.isString() && IdSyntax.isValid(node.stringValue())
                        ? constructor.apply(node.stringValue())
                        : none(fault, "expected 1 to 128 characters of [A-Za-z0-9_.:-]");
    }

    static <E extends Enum<E> & WireName> Shape<E> choice(Class<E> type) {
        return (node, fault) -> {
            Optional<E> found =
                    node.isString() ? WireNames.find(type, node.stringValue()) : Optional.empty();
            return found.orElseGet(() -> none(fault, "expected one of " + WireNames.all(type)));
        };
    }

    static Shape<Boolean> flag() {
        return (node, fault) ->
                node.isBoolean()
                        ? Boolean.valueOf(node.booleanValue())
                        : none(fault, "expected true or false");
    }

    /** A number with a fraction is no integer, even where the fraction is zero. */
    static Shape<Long> integer(long min, long max) {
        return (node, fault) ->
                node.isIntegralNumber() && isBetween(node.decimalValue(), min, max)
                        ? Long.valueOf(node.decimalValue().longValueExact())
                        : none(fault, "expected an integer from %d to %d".formatted(min, max));
    }

    /** ISO-8601 with an offset; cut to microseconds, which is what PostgreSQL keeps. */
    static Shape<Instant> timestamp() {
        return (node, fault) ->
                instant(node)
                        .filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST))
                        .orElseGet(() ->
                                none(
                                        fault,
                                        "expected an ISO-8601 timestamp with an offset, from 1970"
                                                + " to 9999"));
    }

    /**
     * @param maxLength of the canonical form, in characters: plain numbers can be longer than their
     *     scientific notation
     */
    static Shape<Json> json(int maxLength) {
        return (node, fault) ->
                node.isObject()
                        ? StrictJson.canonical(node, maxLength)
                                .orElseGet(() ->
                                        none(
                                                fault,
                                                "expected at most "
                                                        + maxLength
                                                        + " characters of JSON"))
                        : none(fault, "expected a JSON object");
    }

    @SuppressWarnings(
            "TypeParameterUnusedInFormals") // There is never a value, so it fits any type.
    private static <T> @Nullable T none(Consumer<String> fault, String expected) {
        fault.accept(expected);
        return null;
    }

    private static Optional<Instant> instant(JsonNode node) {
        if (!node.isString() || node.stringValue().length() > MAX_TIMESTAMP_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    OffsetDateTime.parse(node.stringValue(), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant()
                            .truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static boolean isBetween(BigDecimal value, long min, long max) {
        return value.compareTo(BigDecimal.valueOf(min)) >= 0
                && value.compareTo(BigDecimal.valueOf(max)) <= 0;
    }
}
