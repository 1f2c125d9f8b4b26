package dev.mcsync.ingress.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.failure.FailureKinds;
import dev.mcsync.service.problem.FailureAnswers;
import io.netty.handler.timeout.ReadTimeoutException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;

final class GatewayWordsTest {

    @Test
    void whatNobodyExpectedIsToldWithoutDetails() {
        MockServerHttpResponse response = answer(new IllegalStateException("password is hunter2"));

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.INTERNAL_SERVER_ERROR);
        assertThat(response.getHeaders().getContentType())
                .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(body(response))
                .contains("\"reason\":\"internal_error\"")
                .doesNotContain("hunter2", "IllegalState");
    }

    @Test
    void theFrameworksOwnRefusalsAreProblemsToo() {
        assertThat(answer(new ResponseStatusException(HttpStatus.NOT_FOUND, "x")).getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
        MockServerHttpResponse wrongMethod =
                answer(
                        new MethodNotAllowedException(
                                HttpMethod.PUT, Set.of(HttpMethod.GET, HttpMethod.HEAD)));
        assertThat(wrongMethod.getStatusCode()).isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
        assertThat(wrongMethod.getHeaders().get(HttpHeaders.ALLOW)).isEqualTo(List.of("GET, HEAD"));
        assertThat(body(answer(new ResponseStatusException(HttpStatus.NOT_ACCEPTABLE, "secret"))))
                .contains("\"reason\":\"not_acceptable\"")
                .doesNotContain("secret");
    }

    @Test
    void aRequestThatDidNotArriveInTimeIsItsSendersFault() {
        assertThat(answer(ReadTimeoutException.INSTANCE).getStatusCode())
                .isEqualTo(HttpStatus.REQUEST_TIMEOUT);
    }

    private static MockServerHttpResponse answer(Throwable failure) {
        MockServerWebExchange exchange = exchange();
        errors().handle(exchange, failure).block();
        return exchange.getResponse();
    }

    private static FailureAnswers errors() {
        return new FailureAnswers(new GatewayWords(), new FailureKinds(InstantSource.system()));
    }

    private static String body(MockServerHttpResponse response) {
        return response.getBodyAsString().blockOptional().orElseThrow();
    }

    private static MockServerWebExchange exchange() {
        return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    }
}
