package dev.mcsync.ingress.agent;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * How long a caller wants to wait for the outcome: {@code Prefer: wait=5} (RFC 7240), at most ten
 * seconds. What is not understood is no preference.
 */
final class WaitPreference {

    private static final String HEADER = "Prefer";
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([0-9]{1,4})\"?");
    private static final long MAX_SECONDS = 10;

    private WaitPreference() {}

    static Optional<Duration> of(ServerRequest request) {
        return request.headers().header(HEADER).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(preference -> WAIT.matcher(preference.strip()))
                .filter(Matcher::matches)
                .map(match -> Long.parseLong(match.group(1)))
                .filter(seconds -> seconds > 0)
                .map(seconds -> Duration.ofSeconds(Math.min(seconds, MAX_SECONDS)))
                .findFirst();
    }
}
