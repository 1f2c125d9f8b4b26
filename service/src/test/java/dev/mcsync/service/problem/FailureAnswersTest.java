package dev.mcsync.service.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.failure.FailureKinds;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

@ExtendWith(OutputCaptureExtension.class)
final class FailureAnswersTest {

    private final FailureAnswers failures =
            new FailureAnswers(new FailureWords() {}, new FailureKinds(InstantSource.system()));

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
        assertThat(log.getAll().lines().filter(line -> line.contains("Request "))).hasSize(5);
        assertThat(
                        log.getAll()
                                .lines()
                                .filter(line ->
                                        line.startsWith("\tat ")
                                                && line.contains("FailureAnswersTest.a")))
                .hasSize(1);
    }

    @Test
    void whatTheFrameworkRefusesKeepsItsStatusAndLosesItsWords() {
        MockServerWebExchange exchange = exchange();

        failures.handle(exchange, new ResponseStatusException(HttpStatus.NOT_FOUND, "hunter2"))
                .block();

        assertThat(exchange.getResponse().getBodyAsString().block())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404}");
    }

    @Test
    void aProblemIsAnsweredAsItIs() {
        MockServerWebExchange exchange = exchange();

        failures.handle(exchange, ProblemException.notYet("The board is still being read")).block();

        assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(exchange.getResponse().getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(exchange.getResponse().getBodyAsString().block())
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
                                + "\"detail\":\"The board is still being read\"}");
    }

    @Test
    void whatTheServiceExpectsIsToldInItsWords() {
        FailureAnswers worded =
                new FailureAnswers(
                        new FailureWords() {
                            @Override
                            public Optional<Problem> find(
                                    ServerWebExchange exchange, Throwable failure) {
                                return Optional.of(
                                        Problem.of(HttpStatus.CONFLICT, "taken", "It is taken."));
                            }
                        },
                        new FailureKinds(InstantSource.system()));
        MockServerWebExchange exchange = exchange();

        worded.handle(exchange, new IllegalStateException("hunter2")).block();

        assertThat(exchange.getResponse().getBodyAsString().block())
                .isEqualTo(
                        "{\"title\":\"Conflict\",\"status\":409,\"reason\":\"taken\",\"detail\":\"It is taken.\"}");
    }

    @Test
    void afterTheFirstByteOfAnAnswerTheConnectionEnds() {
        MockServerWebExchange exchange = exchange();
        exchange.getResponse().setComplete().block();
        IllegalStateException failure = new IllegalStateException("too late");

        assertThatThrownBy(() -> failures.handle(exchange, failure).block())
                .isInstanceOf(CutAnswerException.class)
                .hasMessageContaining("too late");
    }

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    }
}
