package dev.mcsync.service.call;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * How long a caller wants to wait: {@code Prefer: wait=5} (RFC 7240), in seconds. What is not
 * understood is no preference.
 */
public final class PreferredWait {

    private static final Pattern WAIT =
            Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,6})\"?\\s*(?:;.*)?");

    private PreferredWait() {}

    /**
     * @param longest what a caller gets who wants to wait for longer
     */
    public static Optional<Duration> of(ServerRequest request, Duration longest) {
        return of(request.headers().header("Prefer"), longest);
    }

    static Optional<Duration> of(List<String> preferences, Duration longest) {
        return preferences.stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(preference -> WAIT.matcher(preference.strip()))
                .filter(Matcher::matches)
                .map(match -> Duration.ofSeconds(Long.parseLong(match.group(1))))
                .filter(Duration::isPositive)
                .map(wanted -> wanted.compareTo(longest) > 0 ? longest : wanted)
                .findFirst();
    }
}
