package dev.mcsync.realtime.access;

import static dev.mcsync.contracts.access.Role.AGENT;
import static dev.mcsync.contracts.access.Role.INTERNAL;
import static dev.mcsync.contracts.access.Role.PANEL;
import static dev.mcsync.service.access.AccessRule.open;
import static dev.mcsync.service.access.AccessRule.post;
import static dev.mcsync.service.access.AccessRule.read;
import static org.springframework.http.HttpMethod.GET;

import dev.mcsync.service.access.AccessTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every call of this service and who may make it. */
@Configuration(proxyBeanMethods = false)
class AccessDeclaration {

    /** The panel's own files hold no data, and show the way to sign in. */
    static final AccessTable TABLE =
            AccessTable.withPages(
                    // The socket is opened by its ticket.
                    open("/ws/board", GET),
                    post("/api/realtime/tickets", PANEL),
                    read("/api/realtime/board", PANEL),
                    read("/api/dashboard/board", PANEL, INTERNAL),
                    read("/api/dashboard/tasks", PANEL, INTERNAL),
                    read("/api/dashboard/tasks/{task_id}", PANEL, INTERNAL),
                    read("/api/dashboard/tasks/{task_id}/events", PANEL, INTERNAL),
                    read("/api/dashboard/tasks/{task_id}/trace", PANEL, INTERNAL),
                    read("/api/dashboard/archive", PANEL, INTERNAL),
                    read("/api/dashboard/agents", PANEL, INTERNAL),
                    read("/api/dashboard/agents/stats", PANEL, INTERNAL),
                    read("/api/dashboard/activity", PANEL, INTERNAL),
                    read("/api/dashboard/facts", PANEL, INTERNAL),
                    read("/api/dashboard/facts/neighbour", PANEL, INTERNAL),
                    read("/api/dashboard/incidents", PANEL, INTERNAL),
                    read("/api/dashboard/events/{event_id}", PANEL, INTERNAL),
                    read("/api/dashboard/health", PANEL, INTERNAL),
                    read("/api/agents/{agent_id}/commands", AGENT),
                    read("/api/agents/{agent_id}/tasks", AGENT),
                    read("/api/agents/events/{event_id}", AGENT),
                    read("/api/internal-view/tokens/{token_id}/open-tasks", INTERNAL),
                    read("/api/internal-view/agents/{agent_id}", INTERNAL),
                    read("/api/internal-view/agents/{agent_id}/workload", INTERNAL),
                    read("/api/internal-view/agents/{agent_id}/inbox", INTERNAL),
                    // Asks, with more in it than an address holds.
                    post("/api/internal-view/agents/{agent_id}/inbox", INTERNAL));

    @Bean
    AccessTable accessTable() {
        return TABLE;
    }
}
