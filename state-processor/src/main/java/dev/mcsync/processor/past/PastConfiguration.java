package dev.mcsync.processor.past;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.audit.PastBoard;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Puts the board of the past together. */
@Configuration(proxyBeanMethods = false)
class PastConfiguration {

    @Bean
    RouterFunction<ServerResponse> pastBoardRoutes(
            ProcessorSettings settings, InstantSource clock) {
        PastBoard past =
                new PastBoard(
                        PostgresAddress.parse(settings.postgresUrl().value()), settings.limits());
        return new PastBoardEndpoint(past::at, clock).routes();
    }
}
