package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

class RestedTest {

    private long nanos;
    private int asked;
    private Mono<Void> answer = Mono.empty();

    private final Rested rested =
            new Rested(
                    () -> nanos,
                    Duration.ofMillis(500),
                    Duration.ofMillis(50),
                    _ -> {
                        asked++;
                        return answer;
                    });
    private final Connection connection =
            (Connection)
                    Proxy.newProxyInstance(
                            Connection.class.getClassLoader(),
                            new Class<?>[] {Connection.class},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "equals" -> proxy == arguments[0];
                                        case "hashCode" -> 1;
                                        default ->
                                                throw new UnsupportedOperationException(
                                                        method.toString());
                                    });

    @Test
    void whatJustDidItsWorkIsTrusted() {
        pass(rested.released(connection));
        nanos += Duration.ofMillis(500).toNanos();

        pass(rested.check(connection));

        assertThat(asked).isZero();
    }

    @Test
    void whatIsNewOrHasRestedIsAskedAbout() {
        pass(rested.check(connection));
        pass(rested.released(connection));
        nanos += Duration.ofMillis(500).toNanos() + 1;
        pass(rested.check(connection));

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aServerThatSaysNoOrNothingFailsTheConnection() {
        answer = Mono.error(new R2dbcNonTransientResourceException("of no use"));
        assertThatThrownBy(() -> pass(rested.check(connection)))
                .isInstanceOf(R2dbcNonTransientResourceException.class);

        answer = Mono.never();
        assertThatThrownBy(() -> pass(rested.check(connection)))
                .isInstanceOf(R2dbcTimeoutException.class);
    }

    private static void pass(Publisher<Void> step) {
        Mono.from(step).block();
    }
}
