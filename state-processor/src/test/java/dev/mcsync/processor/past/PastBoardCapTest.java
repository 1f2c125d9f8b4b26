package dev.mcsync.processor.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.processor.audit.Board;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** How many questions are answered at once, whoever leaves before the answer. */
final class PastBoardCapTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String QUESTION = "/api/dashboard/board?at=2026-11-21T10:00:00Z";

    private final CountDownLatch reckoning = new CountDownLatch(2);
    private final CountDownLatch end = new CountDownLatch(1);
    private final PastBoardEndpoint endpoint =
            new PastBoardEndpoint(this::reckon, InstantSource.fixed(NOW));

    @AfterEach
    void letGo() {
        end.countDown();
    }

    @Test
    void whoLeavesMakesNoRoomWhileTheStatementRunsOn() throws InterruptedException {
        Disposable first = ask().subscribe();
        Disposable second = ask().subscribe();
        assertThat(reckoning.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

        first.dispose();
        second.dispose();

        assertThat(status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        end.countDown();
        assertThat(statusOnceThereIsRoom()).isEqualTo(HttpStatus.OK);
    }

    private HttpStatusCode statusOnceThereIsRoom() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        HttpStatusCode status = status();
        while (status.equals(HttpStatus.TOO_MANY_REQUESTS) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            status = status();
        }
        return status;
    }

    private HttpStatusCode status() {
        return ask().map(ServerResponse::statusCode).blockOptional(PATIENCE).orElseThrow();
    }

    private Mono<ServerResponse> ask() {
        ServerRequest request =
                ServerRequest.create(
                        MockServerWebExchange.from(MockServerHttpRequest.get(QUESTION)),
                        HandlerStrategies.withDefaults().messageReaders());
        return endpoint.routes().route(request).flatMap(handler -> handler.handle(request));
    }

    private Board reckon(Instant at) {
        reckoning.countDown();
        try {
            assertThat(end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to be let go, was interrupted", e);
        }
        return new Board(at, NOW, null, false, List.of(), List.of());
    }
}
