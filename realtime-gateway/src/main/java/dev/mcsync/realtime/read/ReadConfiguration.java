package dev.mcsync.realtime.read;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.realtime.log.GroupLag;
import dev.mcsync.realtime.log.LogArchive;
import dev.mcsync.realtime.session.PushTimes;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.service.health.DatabaseHealth;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
class ReadConfiguration {

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(5);

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(RealtimeSettings settings) {
        return PostgresPool.create(
                PostgresAddress.parse(settings.postgresUrl().value()),
                "mc-realtime",
                settings.postgresConnections());
    }

    @Bean
    Tables tables(ConnectionPool connections) {
        return new Tables(new PromptConnections(connections, CONNECTED_WITHIN));
    }

    @Bean
    HistoryHealth postgresHealthIndicator(ConnectionPool connections, MeterRegistry registry) {
        return new HistoryHealth(new DatabaseHealth(connections), registry);
    }

    @Bean
    RouterFunction<ServerResponse> boardRoutes(
            BoardView board, BoardWatch watch, Currency currency, Tables tables) {
        ArchiveReader archive = new ArchiveReader(tables);
        HistoryReader history = new HistoryReader(tables);
        return new BoardEndpoints(board, watch, currency, archive)
                .routes()
                .and(new ArchiveEndpoint(archive).routes())
                .and(new AgentEndpoints(board, currency, history).routes())
                .and(new TokenEndpoint(board, currency, history).routes());
    }

    @Bean
    RouterFunction<ServerResponse> historyRoutes(Tables tables) {
        return new HistoryEndpoints(new FactReader(tables), new HistoryReader(tables)).routes();
    }

    @Bean
    RouterFunction<ServerResponse> factTimesRoutes(Tables tables, InstantSource clock) {
        return new FactTimesEndpoint(new FactTimesReader(tables, clock), clock).routes();
    }

    @Bean
    RouterFunction<ServerResponse> traceRoutes(
            RealtimeSettings settings, Tables tables, LogArchive archive, PushTimes pushTimes) {
        return new TraceEndpoint(
                        new FactReader(tables),
                        archive,
                        pushTimes,
                        settings.chassis().tracing().link())
                .routes();
    }

    @Bean
    RouterFunction<ServerResponse> upkeepRoutes(
            Tables tables, GroupLag lag, LogArchive archive, InstantSource clock) {
        return new UpkeepEndpoints(new UpkeepReads(tables, clock), lag, archive, clock).routes();
    }
}
