package dev.mcsync.processor.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;

@ExtendWith(OutputCaptureExtension.class)
final class UnexpectedFailuresTest {

    private final UnexpectedFailures failures = new UnexpectedFailures(InstantSource.system());

    @Test
    void aFailureIsAnsweredWithoutDetailsAndTracedOnceForItsKind(CapturedOutput log) {
        for (int i = 0; i < 5; i++) {
            MockServerWebExchange exchange = exchange();

            failures.handle(exchange, new IllegalStateException("hunter2")).block();

            assertThat(exchange.getResponse().getStatusCode())
                    .isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
            assertThat(exchange.getResponse().getHeaders().getContentType())
                    .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(exchange.getResponse().getBodyAsString().blockOptional().orElseThrow())
                    .doesNotContain("hunter2");
        }
        assertThat(log.getAll().lines().filter(line -> line.contains("Call "))).hasSize(5);
        assertThat(
                        log.getAll()
                                .lines()
                                .filter(line ->
                                        line.startsWith("\tat ")
                                                && line.contains("UnexpectedFailuresTest.a")))
                .hasSize(1);
    }

    @Test
    void whatTheFrameworkRefusesIsLeftToIt() {
        ResponseStatusException refused = new ResponseStatusException(HttpStatus.NOT_FOUND);

        assertThatThrownBy(() -> failures.handle(exchange(), refused).block()).isSameAs(refused);
    }

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    }
}
