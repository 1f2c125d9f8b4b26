package dev.mcsync.realtime.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

class AccessDeclarationTest {

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
            assertThat(rule(GET, path)).as(path).get().matches(AccessRule::isOpen);
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
                        "/api/dashboard/secrets",
                        "/api/internal-view/agents",
                        "/api/realtime/tickets",
                        "/ws/other",
                        "/actuator")) {
            assertThat(rule(GET, path)).as(path).isEmpty();
        }
        assertThat(rule(POST, "/api/dashboard/board")).isEmpty();
        assertThat(rule(DELETE, "/anything")).isEmpty();
    }

    private static List<Role> roles(HttpMethod method, String path) {
        AccessRule rule = rule(method, path).orElseThrow();
        return Arrays.stream(Role.values()).filter(rule::admits).toList();
    }

    private static Optional<AccessRule> rule(HttpMethod method, String path) {
        return AccessDeclaration.TABLE.judge(method, PathContainer.parsePath(path))
                        instanceof Verdict.Declared(AccessRule rule)
                ? Optional.of(rule)
                : Optional.empty();
    }
}
