package dev.mcsync.ingress.agent;

import dev.mcsync.ingress.access.RateLimits;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.readside.ReadSide;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The calls of agents, and about one, that the gateway answers itself. */
@Configuration(proxyBeanMethods = false)
public class AgentConfiguration {

    @Bean
    RouterFunction<ServerResponse> agentRoutes(
            Submissions submissions, RateLimits limits, ReadSide readSide) {
        return RouterFunctions.route()
                .POST("/api/agents/events", new EventCall(submissions, limits)::accept)
                .POST(
                        "/api/agents/heartbeat",
                        new HeartbeatCall(submissions, limits, readSide)::accept)
                .POST(
                        "/api/dashboard/agents/{id}/retire",
                        new RetireCall(submissions, readSide)::accept)
                .build();
    }
}
