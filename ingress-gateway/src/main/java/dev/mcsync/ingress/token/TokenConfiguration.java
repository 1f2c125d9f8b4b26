package dev.mcsync.ingress.token;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.ingress.publish.FactLog;
import dev.mcsync.service.access.IssuedTokens;
import dev.mcsync.service.access.TokenFollower;
import dev.mcsync.service.follow.TopicFollower;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Tokens that are made while the system runs. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    @Bean
    TopicFollower tokenFollower(KafkaClients clients, IssuedTokens issued) {
        return TokenFollower.of(clients, "ingress-gateway-tokens", issued::heard, issued::allHeard);
    }

    @Bean
    RouterFunction<ServerResponse> tokenRoutes(
            AccessTokens configured, IssuedTokens issued, FactLog log) {
        TokenCalls calls = new TokenCalls(configured, issued, log, InstantSource.system());
        return RouterFunctions.route()
                .GET("/api/tokens", calls::list)
                .POST("/api/tokens", calls::create)
                .POST("/api/tokens/{id}/rotate", calls::rotate)
                .POST("/api/tokens/{id}/revoke", calls::revoke)
                .build();
    }
}
