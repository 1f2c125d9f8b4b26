package dev.mcsync.ingress.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.service.access.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

final class RateLimitsTest {

    private static final Caller ONE =
            new Caller(new Holder(Role.AGENT, null, "one", "one", TokenLimits.NONE), false);
    private static final String HEARTBEAT = "{\"agent_id\":\"agent-7\"}";
    private static final Caller OWN =
            new Caller(
                    new Holder(
                            Role.AGENT,
                            null,
                            "own",
                            "own",
                            new TokenLimits(3, 100, null, null, null)),
                    false);

    private static final Caller OTHER =
            new Caller(new Holder(Role.AGENT, null, "other", "other", TokenLimits.NONE), false);

    @Test
    void aTokenThatSentItsShareWaitsAndOthersDoNot() {
        RateLimits limits = new RateLimits(1, 250, 1, Duration.ofMinutes(1), limit -> limit);

        assertThat(limits.spendEvents(ONE, 500)).isEmpty();
        assertThat(limits.spendEvents(ONE, 250))
                .hasValueSatisfying(wait ->
                        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(limits.spendEvents(OTHER, 500)).isEmpty();
    }

    @Test
    void callsAndEventsAreCountedApart() {
        RateLimits limits = new RateLimits(1, 250, 1, Duration.ofMinutes(1), limit -> limit);

        assertThat(limits.spendCall(ONE)).isEmpty();
        assertThat(limits.spendCall(ONE)).isEmpty();
        assertThat(limits.spendCall(ONE)).isPresent();
        assertThat(limits.spendEvents(ONE, 1)).isEmpty();
    }

    @Test
    void whoCallsTooOftenIsToldWhenToComeBack() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start("--mc.calls-per-second=1")) {
            assertRefused(
                    () -> send(gateway, "/api/agents/heartbeat", HEARTBEAT),
                    "This token makes more calls than it may in a second.");
        }
    }

    @Test
    void whoSendsTooManyEventsIsToldWhenToComeBack() {
        String array =
                IntStream.range(0, IngressSettings.MAX_EVENTS_IN_ARRAY)
                        .mapToObj(RateLimitsTest::heartbeat)
                        .collect(Collectors.joining(",", "[", "]"));
        try (GatewayUnderTest gateway = GatewayUnderTest.start("--mc.events-per-second=250")) {
            assertRefused(
                    () -> send(gateway, "/api/agents/events", array),
                    "This token sends more events than it may in a second.");
        }
    }

    @Test
    void aGuesserHasNoMoreTriesAtTwoGatewaysThanAtOne() {
        String[] settings = {
            "--mc.call-limits.gateways=2", "--mc.sign-in-tries=4", "--mc.sign-in-refill=1h"
        };
        try (GatewayUnderTest one = GatewayUnderTest.start(settings);
                GatewayUnderTest other = GatewayUnderTest.start(settings)) {
            long tries =
                    Stream.of(one, other, one, other, one, other, one, other)
                            .map(RateLimitsTest::guess)
                            .takeWhile(HttpStatus.UNAUTHORIZED::equals)
                            .count();

            assertThat(tries).isEqualTo(4);
            assertThat(guess(one)).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
            assertThat(guess(other)).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        }
    }

    private static HttpStatusCode guess(GatewayUnderTest gateway) {
        return gateway.anybody()
                .post()
                .uri("/api/session")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"token\":\"guessed\"}")
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus();
    }

    private static String heartbeat(int number) {
        return "{\"event_id\":\"evt_%d\",\"agent_id\":\"agent-7\",\"type\":\"heartbeat\"}"
                .formatted(number);
    }

    /** Within a few calls, of which the first is taken. */
    private static void assertRefused(
            Supplier<EntityExchangeResult<byte[]>> call, String expectedDetail) {
        var answer = call.get();
        assertThat(answer.getStatus().is2xxSuccessful()).isTrue();
        for (int i = 0; i < 10 && answer.getStatus().is2xxSuccessful(); i++) {
            answer = call.get();
        }

        assertThat(answer.getStatus()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        String seconds = answer.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER);
        assertThat(seconds).isIn("1", "2");
        assertThat(answer.getResponseHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(new String(requireNonNull(answer.getResponseBody()), StandardCharsets.UTF_8))
                .contains("\"reason\":\"rate_limited\"")
                .contains(expectedDetail + " Wait " + seconds + " s before the next one.");
    }

    private static EntityExchangeResult<byte[]> send(
            GatewayUnderTest gateway, String path, String body) {
        return gateway.as(GatewayUnderTest.AGENT)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult();
    }

    @Test
    void aTokenMayHaveLimitsOfItsOwn() {
        RateLimits limits = new RateLimits(1, 250, 1, Duration.ofMinutes(1), limit -> limit);

        for (int call = 0; call < 6; call++) {
            assertThat(limits.spendCall(OWN)).isEmpty();
        }
        assertThat(limits.spendCall(OWN)).isPresent();
        // An array fits, though more than a burst: then the tokens are gone for five seconds.
        assertThat(limits.spendEvents(OWN, 500)).isEmpty();
        assertThat(limits.spendEvents(OWN, 200))
                .hasValueSatisfying(wait ->
                        assertThat(wait)
                                .isBetween(Duration.ofMillis(1_800), Duration.ofSeconds(2)));
    }
}
