package dev.mcsync.realtime.http;

import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.service.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Reads the query of one call, collecting what is wrong. A parameter that nobody asked for is
 * refused: a misspelt filter would otherwise seem to match everything.
 */
public final class Parameters {

    private static final int MAX_TEXT_LENGTH = 200;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final MultiValueMap<String, String> given;
    private final Set<String> asked = new HashSet<>();
    private final List<FieldError> errors = new ArrayList<>();

    private Parameters(MultiValueMap<String, String> given) {
        this.given = given;
    }

    public static Parameters of(ServerRequest request) {
        return new Parameters(request.queryParams());
    }

    public Optional<String> text(String name) {
        String value = value(name);
        if (value != null && value.length() > MAX_TEXT_LENGTH) {
            fault(name, "expected at most " + MAX_TEXT_LENGTH + " characters");
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    public Optional<String> id(String name) {
        String value = value(name);
        if (value != null && !IdSyntax.isValid(value)) {
            fault(name, "expected 1 to 128 characters of [A-Za-z0-9_.:-]");
            return Optional.empty();
        }
        return Optional.ofNullable(value);
    }

    /**
     * @param expected in words
     */
    public <T> Optional<T> parsed(
            String name, Function<String, Optional<T>> parser, String expected) {
        Optional<String> value = text(name);
        Optional<T> parsed = value.flatMap(parser);
        if (value.isPresent() && parsed.isEmpty()) {
            fault(name, "expected " + expected);
        }
        return parsed;
    }

    /** With any offset, in whole microseconds. A plus that was not encoded comes as a blank. */
    public Optional<Instant> moment(String name) {
        return parsed(name, Parameters::findMoment, "a time such as 2026-11-22T10:00:00Z");
    }

    /** Separated by commas. */
    public List<String> ids(String name, int max) {
        String value = value(name);
        if (value == null) {
            return List.of();
        }
        List<String> ids = List.of(value.split(",", -1));
        if (ids.size() > max || !ids.stream().allMatch(IdSyntax::isValid)) {
            fault(
                    name,
                    "expected at most %d times 1 to 128 characters of [A-Za-z0-9_.:-], with commas between"
                            .formatted(max));
            return List.of();
        }
        return ids;
    }

    public <E extends Enum<E> & WireName> Optional<E> choice(String name, Class<E> type) {
        String value = value(name);
        if (value == null) {
            return Optional.empty();
        }
        Optional<E> found = WireNames.find(type, value);
        if (found.isEmpty()) {
            fault(name, "expected one of " + WireNames.all(type));
        }
        return found;
    }

    public long integer(String name, long min, long max, long otherwise) {
        String value = value(name);
        if (value == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, like a number out of bounds.
            return fault(name, min, max, otherwise);
        }
        return fault(name, min, max, otherwise);
    }

    /**
     * Builds the query when nothing was wrong and no parameter was left over.
     *
     * @throws ProblemException otherwise
     */
    public <T> T finish(Supplier<T> query) {
        for (String name : given.keySet()) {
            if (!asked.contains(name)) {
                errors.add(new FieldError("", "unknown parameter"));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.badParameters(errors);
        }
        return query.get();
    }

    /** Before and beyond there is nothing that anybody asks for, nor that the database can hold. */
    private static Optional<Instant> findMoment(String text) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text.replace(' ', '+'));
            int year = moment.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            return year < FIRST_YEAR || year > LAST_YEAR
                    ? Optional.empty()
                    : Optional.of(moment.toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private @Nullable String value(String name) {
        asked.add(name);
        List<String> values = given.get(name);
        if (values != null && values.size() > 1) {
            fault(name, "expected one value");
        }
        String first = given.getFirst(name);
        return first == null || first.isEmpty() ? null : first;
    }

    private long fault(String name, long min, long max, long otherwise) {
        fault(name, "expected an integer from %d to %d".formatted(min, max));
        return otherwise;
    }

    private void fault(String name, String detail) {
        errors.add(new FieldError("/" + name, detail));
    }
}
