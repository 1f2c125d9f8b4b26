package dev.mcsync.realtime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.realtime.access.RouteAccess.Rule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class RouteAccessTest {

    @Test
    void healthTheSocketAndThePanelsFilesAreOpen() {
        for (String path :
                List.of(
                        "/actuator/health",
                        "/actuator/health/liveness",
                        "/actuator/health/readiness",
                        "/ws/board",
                        "/",
                        "/tasks/tsk_1",
                        "/assets/index.js")) {
            assertThat(RouteAccess.ruleFor(GET, path).isOpen()).as(path).isTrue();
        }
    }

    @Test
    void everyOtherRouteIsForItsRolesAndForTheAdmin() {
        assertThat(roles(GET, "/api/dashboard/board"))
                .containsExactly(Role.PANEL, Role.INTERNAL, Role.ADMIN);
        assertThat(roles(GET, "/api/dashboard/tasks/tsk_1/events"))
                .containsExactly(Role.PANEL, Role.INTERNAL, Role.ADMIN);
        assertThat(roles(POST, "/api/realtime/tickets")).containsExactly(Role.PANEL, Role.ADMIN);
        assertThat(roles(GET, "/api/realtime/board")).containsExactly(Role.PANEL, Role.ADMIN);
        assertThat(roles(GET, "/api/agents/agt_1/commands"))
                .containsExactly(Role.AGENT, Role.ADMIN);
        assertThat(roles(GET, "/api/internal-view/agents/agt_1/inbox"))
                .containsExactly(Role.INTERNAL, Role.ADMIN);
        assertThat(roles(GET, "/actuator/prometheus")).containsExactly(Role.INTERNAL, Role.ADMIN);
    }

    @Test
    void whatIsNotNamedIsClosed() {
        for (String path :
                List.of(
                        "/api",
                        "/api/",
                        "/api/agents",
                        "/api/agents/a/b/commands",
                        "/api/realtime/tickets",
                        "/ws/other",
                        "/actuator")) {
            assertThat(roles(GET, path)).as(path).containsExactly(Role.ADMIN);
            assertThat(RouteAccess.ruleFor(GET, path).isOpen()).as(path).isFalse();
        }
        assertThat(RouteAccess.ruleFor(POST, "/api/dashboard/board").isOpen()).isFalse();
        assertThat(roles(DELETE, "/anything")).containsExactly(Role.ADMIN);
    }

    private static List<Role> roles(HttpMethod method, String path) {
        Rule rule = RouteAccess.ruleFor(method, path);
        return Arrays.stream(Role.values()).filter(rule::allows).toList();
    }
}
