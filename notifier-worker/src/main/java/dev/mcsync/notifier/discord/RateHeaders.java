package dev.mcsync.notifier.discord;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an answer how long Discord wishes to be left alone. No limit is known here: all of it
 * comes from the headers, or from the body of a refusal.
 */
final class RateHeaders {

    private static final String RETRY_AFTER = "Retry-After";
    private static final String DATE = "Date";
    private static final String REMAINING = "X-RateLimit-Remaining";
    private static final String RESET_AFTER = "X-RateLimit-Reset-After";
    private static final String GLOBAL = "X-RateLimit-Global";
    private static final String SCOPE = "X-RateLimit-Scope";

    /** Keeps a nonsensical value from stopping a channel for ever. */
    private static final BigDecimal MAX_SECONDS =
            BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?");
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

    private RateHeaders() {}

    /**
     * @param header by name; null where there is none
     */
    static Duration pause(int status, Function<String, @Nullable String> header, DiscordBody body) {
        Optional<Duration> wish = status < 400 ? Optional.empty() : wish(header, body);
        if (wish.isEmpty() && (status == 429 || "0".equals(header.apply(REMAINING)))) {
            wish = seconds(header.apply(RESET_AFTER));
        }
        return wish.orElse(Duration.ZERO);
    }

    private static Optional<Duration> wish(
            Function<String, @Nullable String> header, DiscordBody body) {
        String after = header.apply(RETRY_AFTER);
        return longer(
                seconds(after).or(() -> until(after, header.apply(DATE))),
                seconds(body.retryAfter()));
    }

    /** Whether a 429 is meant for all that this sender does, not for one webhook. */
    static boolean global(int status, Function<String, @Nullable String> header, DiscordBody body) {
        return status == 429
                && ("true".equalsIgnoreCase(header.apply(GLOBAL))
                        || "global".equalsIgnoreCase(header.apply(SCOPE))
                        || body.global());
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
        return one.map(first -> other.filter(second -> second.compareTo(first) > 0).orElse(first))
                .or(() -> other);
    }

    /** A time of day, as the edge may name one; by its own clock, not by the one here. */
    private static Optional<Duration> until(@Nullable String end, @Nullable String now) {
        if (end == null || now == null) {
            return Optional.empty();
        }
        try {
            Duration left = Duration.between(time(now), time(end));
            return seconds(Long.toString(Math.max(0, left.toSeconds())));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Instant time(String text) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from);
    }

    private static Optional<Duration> seconds(@Nullable String value) {
        if (value == null || !DECIMAL.matcher(value.strip()).matches()) {
            return Optional.empty();
        }
        BigDecimal seconds = new BigDecimal(value.strip()).min(MAX_SECONDS);
        return Optional.of(
                Duration.ofMillis(
                        seconds.multiply(MILLIS)
                                .setScale(0, RoundingMode.CEILING)
                                .longValueExact()));
    }
}
