package dev.mcsync.realtime.access;

import dev.mcsync.contracts.access.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;

/** The table of routes: the first one that matches decides. */
final class RouteAccess {

    /**
     * @param isOpen whether no token is needed
     */
    record Rule(boolean isOpen, Set<Role> roles) {

        boolean allows(Role role) {
            return role == Role.ADMIN || roles.contains(role);
        }
    }

    private record Route(Set<HttpMethod> methods, Pattern path, Rule rule) {}

    private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private static final Rule CLOSED = new Rule(false, EnumSet.noneOf(Role.class));

    private static final List<Route> ROUTES =
            List.of(
                    open("/actuator/health(/(liveness|readiness))?"),
                    read("/actuator/.*", Role.INTERNAL),
                    // The socket is opened by its ticket.
                    open("/ws/board"),
                    new Route(
                            Set.of(HttpMethod.POST),
                            Pattern.compile("/api/realtime/tickets"),
                            new Rule(false, EnumSet.of(Role.PANEL))),
                    read("/api/realtime/board", Role.PANEL),
                    read("/api/dashboard/.*", Role.PANEL, Role.INTERNAL),
                    read("/api/agents/[^/]+/commands", Role.AGENT),
                    read("/api/internal-view/.*", Role.INTERNAL),
                    // Asks, with more in it than an address holds.
                    new Route(
                            Set.of(HttpMethod.POST),
                            Pattern.compile("/api/internal-view/agents/[^/]+/inbox"),
                            new Rule(false, EnumSet.of(Role.INTERNAL))),
                    new Route(
                            Set.copyOf(List.of(HttpMethod.values())),
                            Pattern.compile("/(api|ws|actuator)(/.*)?"),
                            CLOSED),
                    // The panel's own files: they hold no data, and show the way to sign in.
                    open("/.*"));

    private RouteAccess() {}

    static Rule ruleFor(HttpMethod method, String path) {
        for (Route route : ROUTES) {
            if (route.methods().contains(method) && route.path().matcher(path).matches()) {
                return route.rule();
            }
        }
        return CLOSED;
    }

    private static Route open(String path) {
        return new Route(READ, Pattern.compile(path), new Rule(true, Set.of()));
    }

    private static Route read(String path, Role first, Role... more) {
        return new Route(READ, Pattern.compile(path), new Rule(false, EnumSet.of(first, more)));
    }
}
