package dev.mcsync.ingress.agent;

import dev.mcsync.ingress.access.RateLimits;
import dev.mcsync.ingress.outcome.Submissions;
import dev.mcsync.ingress.readside.ReadSide;
import dev.mcsync.ingress.settings.IngressSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The calls of agents, and about one, that the gateway answers itself. */
@Configuration(proxyBeanMethods = false)
class AgentConfiguration {

    @Bean
    RouterFunction<ServerResponse> agentRoutes(
            IngressSettings settings,
            Submissions submissions,
            RateLimits limits,
            ReadSide readSide) {
        NewAgents newAgents = new NewAgents(readSide, settings.callLimits().newAgentsPerHourHere());
        return RouterFunctions.route()
                .POST("/api/agents/events", new EventCall(submissions, limits, newAgents)::accept)
                .POST(
                        "/api/agents/heartbeat",
                        new HeartbeatCall(submissions, limits, newAgents, readSide)::accept)
                .POST(
                        "/api/dashboard/agents/{id}/retire",
                        new RetireCall(submissions, readSide)::accept)
                .build();
    }
}
