package dev.mcsync.realtime.session;

import static org.springframework.web.reactive.function.server.RequestPredicates.POST;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.realtime.RealtimeSettings;
import dev.mcsync.realtime.http.PacedAnswer;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.access.IssuedTokens;
import dev.mcsync.service.access.TokenFollower;
import dev.mcsync.service.follow.TopicFollower;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    /** The panel's route, the last one, takes every path that is left. */
    private static final int BEFORE_ROUTES = -2;

    @Bean
    PushTimes pushTimes() {
        return new PushTimes();
    }

    @Bean
    TokenOwners tokenOwners(InstantSource clock) {
        return new TokenOwners(new IssuedTokens(clock));
    }

    /** The gateway in front takes no such token; here it matters only who is in already. */
    @Bean
    TopicFollower tokenFollower(KafkaClients clients, TokenOwners owners) {
        return TokenFollower.of(clients, "mc-realtime-tokens", owners::heard, () -> {});
    }

    @Bean
    Guests guests(RealtimeSettings settings, TokenOwners owners) {
        SessionLimits limits =
                new SessionLimits(
                        settings.helloWithin(),
                        settings.tickEvery(),
                        settings.slowAfter(),
                        Math.toIntExact(settings.maxBuffered().toBytes()),
                        settings.maxClients(),
                        settings.maxClientsPerToken());
        return new Guests(limits, owners);
    }

    @Bean
    SessionHub sessionHub(
            BoardView board,
            Currency currency,
            Guests guests,
            PushTimes pushTimes,
            MeterRegistry registry,
            InstantSource clock) {
        SessionHub hub = new SessionHub(board, currency, guests, pushTimes, registry, clock);
        board.listen(hub);
        return hub;
    }

    @Bean
    TicketOffice ticketOffice(RealtimeSettings settings, InstantSource clock) {
        return new TicketOffice(settings.adminTokens(), settings.ticketLifetime(), clock);
    }

    @Bean
    SimpleUrlHandlerMapping sessionMapping(
            SessionHub hub, TicketOffice tickets, RealtimeSettings settings) {
        OriginCheck origins = new OriginCheck(settings.allowedOrigins());
        return new SimpleUrlHandlerMapping(
                Map.of(
                        WebSocketEndpoint.PATH, new WebSocketEndpoint(hub, tickets, origins),
                        EventStreamEndpoint.PATH, new EventStreamEndpoint(hub)),
                BEFORE_ROUTES);
    }

    @Bean
    RouterFunction<ServerResponse> ticketRoute(
            TicketOffice tickets, Currency currency, RealtimeSettings settings) {
        return route(
                POST("/api/realtime/tickets"),
                request -> {
                    if (!currency.isCaughtUp()) {
                        return Mono.error(ProblemException.notYet("The board is still being read"));
                    }
                    return PacedAnswer.ok(
                            new ObjectWriter()
                                    .text("ticket", tickets.issue(Caller.load(request).tokenId()))
                                    .number("expires_in", settings.ticketLifetime().toSeconds()));
                });
    }
}
