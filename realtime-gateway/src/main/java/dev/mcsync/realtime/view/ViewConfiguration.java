package dev.mcsync.realtime.view;

import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

    @Bean
    BoardView boardView(RealtimeSettings settings, MeterRegistry registry, InstantSource clock) {
        BoardView board = new BoardView(clock, settings.maxTombstones());
        Gauge.builder("mc.realtime.view.entities", board, BoardView::entities)
                .description("Tasks and agents on the board")
                .register(registry);
        return board;
    }

    @Bean
    BoardWatch boardWatch(BoardView board) {
        return board.watch();
    }

    @Bean
    Currency currency(MeterRegistry registry, InstantSource clock) {
        Currency currency = new Currency();
        Instant begun = clock.instant();
        TimeGauge.builder(
                        "mc.realtime.view.age",
                        currency,
                        TimeUnit.MILLISECONDS,
                        known ->
                                Duration.between(known.lastAsOf(begun), clock.instant()).toMillis())
                .description("How long ago the board was last known to hold all of the log")
                .register(registry);
        Gauge.builder("mc.realtime.view.behind", currency, Currency::behind)
                .description("Records on the log that are not on the board yet")
                .register(registry);
        return currency;
    }

    @Bean
    BoardFollower boardFollower(
            KafkaClients clients,
            BoardView board,
            Currency currency,
            MeterRegistry registry,
            InstantSource clock,
            Spans spans) {
        return new BoardFollower(
                clients, board, currency, new BoardIntake(board, currency, spans, registry), clock);
    }
}
