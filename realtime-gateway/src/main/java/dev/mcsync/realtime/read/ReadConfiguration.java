package dev.mcsync.realtime.read;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.realtime.view.Currency;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class ReadConfiguration {

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(RealtimeSettings settings) {
        return PostgresPool.create(
                PostgresAddress.parse(settings.postgresUrl()),
                "mc-realtime",
                settings.postgresConnections());
    }

    @Bean
    DatabaseProbe databaseProbe(ConnectionPool connections) {
        return new DatabaseProbe(new History(connections));
    }

    @Bean
    RouterFunction<ServerResponse> boardRoutes(
            BoardView board, BoardWatch watch, Currency currency) {
        return new BoardEndpoints(board, watch, currency).routes();
    }

    @Bean
    RouterFunction<ServerResponse> historyRoutes(ConnectionPool connections) {
        return new HistoryEndpoints(new History(connections)).routes();
    }
}
