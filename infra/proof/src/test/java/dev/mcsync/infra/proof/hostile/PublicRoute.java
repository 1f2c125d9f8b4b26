package dev.mcsync.infra.proof.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.Yaml;

/**
 * A call at the public origin.
 *
 * @param isSocket whether a WebSocket is asked for
 */
record PublicRoute(String method, String path, boolean isSocket) {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

    /** What the description of the API leaves out: pages, operation, and what must not be there. */
    private static final List<String> OTHER_READS =
            List.of(
                    "/",
                    "/tasks/{id}",
                    "/agents",
                    "/activity",
                    "/incidents",
                    "/health-view",
                    "/assets/missing.js",
                    "/docs",
                    "/docs/start.css",
                    "/docs/start.js",
                    "/docs/swagger-ui.css",
                    "/docs/swagger-ui-bundle.js",
                    "/openapi.yaml",
                    "/actuator/health",
                    "/actuator",
                    "/actuator/env",
                    "/api/unknown",
                    "/api/internal-view/agents/{agent_id}/inbox",
                    "/ws/other");

    private static final List<String> SOCKETS = List.of("/", "/docs", "/ws/other", "/ws/board");

    static List<PublicRoute> all(String description) {
        List<PublicRoute> routes = new ArrayList<>();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(description);
        document.getOrDefault("paths", Map.of())
                .forEach((path, operations) ->
                        operations.keySet().stream()
                                .filter(METHODS::contains)
                                .map(method ->
                                        new PublicRoute(
                                                method.toUpperCase(Locale.ROOT), path, false))
                                .forEach(routes::add));
        OTHER_READS.forEach(path -> routes.add(new PublicRoute("GET", path, false)));
        SOCKETS.forEach(path -> routes.add(new PublicRoute("GET", path, true)));
        return List.copyOf(routes);
    }

    @Override
    public String toString() {
        return method + " " + path + (isSocket ? " as WebSocket" : "");
    }
}
