package dev.mcsync.ingress.access;

import static dev.mcsync.contracts.access.Role.AGENT;
import static dev.mcsync.contracts.access.Role.INTERNAL;
import static dev.mcsync.contracts.access.Role.PANEL;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import dev.mcsync.contracts.access.Role;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every public call and who may make it. The first line that fits a path and method decides; a path
 * under a reserved prefix that no line fits does not exist. HEAD has come here as GET.
 */
final class AccessTable {

    /** What the table says of a request. */
    sealed interface Verdict {

        record Known(AccessRule rule) implements Verdict {}

        record WrongMethod(SortedSet<String> allowed) implements Verdict {}

        record Unknown() implements Verdict {}
    }

    /** The name of the path variable that holds the agent whom a call is about. */
    static final String AGENT_VARIABLE = "agent_id";

    private static final PathPatternParser PATHS = new PathPatternParser();
    private static final Set<HttpMethod> READ = Set.of(GET);

    private static final List<AccessRule> RULES =
            List.of(
                    rule(Set.of(POST), "/api/dashboard/tasks", PANEL, INTERNAL),
                    rule(Set.of(PATCH), "/api/dashboard/tasks/{id}", PANEL),
                    rule(Set.of(POST), "/api/dashboard/tasks/{id}/retry", PANEL),
                    rule(Set.of(POST), "/api/dashboard/tasks/{id}/cancel", PANEL),
                    rule(Set.of(POST), "/api/dashboard/deliveries/{event_id}/retry", PANEL),
                    rule(Set.of(POST), "/api/dashboard/agents/{id}/retire", PANEL),
                    rule(READ, "/api/dashboard/**", PANEL, INTERNAL),
                    rule(Set.of(POST), "/api/agents/events", AGENT, INTERNAL),
                    rule(Set.of(POST), "/api/agents/heartbeat", AGENT, INTERNAL),
                    rule(READ, "/api/agents/{" + AGENT_VARIABLE + "}/commands", AGENT),
                    rule(Set.of(POST), "/api/realtime/tickets", PANEL),
                    rule(READ, "/api/realtime/board", PANEL),
                    rule(Set.of(POST), "/api/internal/**", INTERNAL),
                    rule(READ, "/api/internal/**", INTERNAL),
                    rule(Set.of(GET, POST, DELETE), "/api/session"),
                    // Opened by the ticket that it carries.
                    rule(Set.of(GET), "/ws/board"),
                    rule(READ, "/actuator/health"),
                    rule(READ, "/actuator/health/liveness"),
                    rule(READ, "/actuator/health/readiness"),
                    rule(READ, "/actuator/prometheus", INTERNAL));

    private static final List<PathPattern> RESERVED =
            List.of(PATHS.parse("/api/**"), PATHS.parse("/ws/**"), PATHS.parse("/actuator/**"));

    /** The panel: files and pages, the same for everybody. */
    private static final AccessRule PAGES = rule(READ, "/**");

    Verdict judge(HttpMethod method, PathContainer path) {
        SortedSet<String> allowed = new TreeSet<>();
        for (AccessRule rule : RULES) {
            if (rule.path().matches(path)) {
                if (rule.methods().contains(method)) {
                    return new Verdict.Known(rule);
                }
                rule.methods().forEach(known -> allow(known, allowed));
            }
        }
        if (!allowed.isEmpty()) {
            return new Verdict.WrongMethod(allowed);
        }
        if (RESERVED.stream().anyMatch(reserved -> reserved.matches(path))) {
            return new Verdict.Unknown();
        }
        return PAGES.methods().contains(method)
                ? new Verdict.Known(PAGES)
                : new Verdict.WrongMethod(new TreeSet<>(Set.of(GET.name(), HEAD.name())));
    }

    private static void allow(HttpMethod method, SortedSet<String> allowed) {
        allowed.add(method.name());
        if (method.equals(GET)) {
            allowed.add(HEAD.name());
        }
    }

    private static AccessRule rule(Set<HttpMethod> methods, String path, Role... roles) {
        return new AccessRule(methods, PATHS.parse(path), Set.of(roles));
    }
}
