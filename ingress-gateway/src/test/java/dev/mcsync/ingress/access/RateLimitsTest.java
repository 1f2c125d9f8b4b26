package dev.mcsync.ingress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.service.access.Caller;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

final class RateLimitsTest {

    private static final Caller ONE = new Caller(Role.AGENT, null, "one", false);
    private static final Caller OTHER = new Caller(Role.AGENT, null, "other", false);

    @Test
    void aTokenThatSentItsShareWaitsAndOthersDoNot() {
        RateLimits limits = new RateLimits(1, 250, 1, Duration.ofMinutes(1));

        assertThat(limits.spendEvents(ONE, 500)).isEmpty();
        assertThat(limits.spendEvents(ONE, 250))
                .hasValueSatisfying(wait ->
                        assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1)));
        assertThat(limits.spendEvents(OTHER, 500)).isEmpty();
    }

    @Test
    void callsAndEventsAreCountedApart() {
        RateLimits limits = new RateLimits(1, 250, 1, Duration.ofMinutes(1));

        assertThat(limits.spendCall(ONE)).isEmpty();
        assertThat(limits.spendCall(ONE)).isEmpty();
        assertThat(limits.spendCall(ONE)).isPresent();
        assertThat(limits.spendEvents(ONE, 1)).isEmpty();
    }

    @Test
    void whoSendsTooMuchIsToldWhenToComeBack() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start("--mc.calls-per-second=1")) {
            HttpStatus last = HttpStatus.ACCEPTED;
            for (int i = 0; i < 10 && last == HttpStatus.ACCEPTED; i++) {
                var response =
                        gateway.as(GatewayUnderTest.AGENT)
                                .post()
                                .uri("/api/agents/heartbeat")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue("{\"agent_id\":\"agent-7\"}")
                                .exchange()
                                .expectBody()
                                .returnResult();
                last = HttpStatus.valueOf(response.getStatus().value());
                if (last == HttpStatus.TOO_MANY_REQUESTS) {
                    assertThat(response.getResponseHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                            .isEqualTo("1");
                }
            }
            assertThat(last).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        }
    }
}
