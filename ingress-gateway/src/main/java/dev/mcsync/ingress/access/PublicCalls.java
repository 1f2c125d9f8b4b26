package dev.mcsync.ingress.access;

import static dev.mcsync.contracts.access.Role.ADMIN;
import static dev.mcsync.contracts.access.Role.AGENT;
import static dev.mcsync.contracts.access.Role.INTERNAL;
import static dev.mcsync.contracts.access.Role.PANEL;
import static dev.mcsync.service.access.AccessRule.open;
import static dev.mcsync.service.access.AccessRule.post;
import static dev.mcsync.service.access.AccessRule.read;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable;

/** Every public call and who may make it; the services behind declare their own once more. */
final class PublicCalls {

    /** The name of the path variable that holds the agent whom a call is about. */
    static final String AGENT_VARIABLE = "agent_id";

    static final AccessTable TABLE =
            AccessTable.withPages(
                    post("/api/dashboard/tasks", PANEL, INTERNAL),
                    AccessRule.of(PATCH, "/api/dashboard/tasks/{id}", PANEL),
                    post("/api/dashboard/tasks/{id}/retry", PANEL),
                    post("/api/dashboard/tasks/{id}/cancel", PANEL),
                    post("/api/dashboard/tasks/{id}/archive", PANEL),
                    post("/api/dashboard/tasks/{id}/answer", PANEL),
                    post("/api/dashboard/tasks/{id}/notes", PANEL),
                    post("/api/dashboard/deliveries/{event_id}/retry", PANEL),
                    post("/api/dashboard/agents/{id}/retire", PANEL),
                    read("/api/dashboard/**", PANEL, INTERNAL),
                    post("/api/agents/events", AGENT, INTERNAL),
                    post("/api/agents/heartbeat", AGENT, INTERNAL),
                    read("/api/agents/{" + AGENT_VARIABLE + "}/commands", AGENT),
                    read("/api/agents/{" + AGENT_VARIABLE + "}/tasks", AGENT),
                    // Whose the event is, the service behind knows.
                    read("/api/agents/events/{event_id}", AGENT),
                    read("/api/tokens", ADMIN),
                    post("/api/tokens", ADMIN),
                    post("/api/tokens/{id}/rotate", ADMIN),
                    post("/api/tokens/{id}/revoke", ADMIN),
                    post("/api/realtime/tickets", PANEL),
                    read("/api/realtime/board", PANEL),
                    post("/api/internal/**", INTERNAL),
                    read("/api/internal/**", INTERNAL),
                    open("/api/session", GET, POST, DELETE),
                    // Opened by the ticket that it carries.
                    open("/ws/board", GET));

    private PublicCalls() {}
}
