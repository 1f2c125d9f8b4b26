package dev.mcsync.realtime.commands;

import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.realtime.view.Currency;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    @Bean
    RouterFunction<ServerResponse> commandRoutes(
            BoardView board, BoardWatch watch, Currency currency, InstantSource clock) {
        CommandDesk desk = new CommandDesk(board, clock);
        board.listen(desk);
        return new CommandEndpoints(desk, watch, currency).routes();
    }
}
