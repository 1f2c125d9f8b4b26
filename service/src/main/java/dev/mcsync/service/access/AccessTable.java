package dev.mcsync.service.access;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;

import dev.mcsync.contracts.access.Role;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Every call of a service and who may make it. The first line that fits a path and method decides;
 * what no line fits does not exist. Health and metrics are in every table.
 */
public final class AccessTable {

    /** What the table says of a request. */
    public sealed interface Verdict {

        record Declared(AccessRule rule) implements Verdict {}

        record WrongMethod(SortedSet<String> allowed) implements Verdict {}

        record Undeclared() implements Verdict {}
    }

    static final String METRICS = "/actuator/prometheus";

    private static final List<AccessRule> WATCHED =
            List.of(
                    AccessRule.open("/actuator/health", GET),
                    AccessRule.open("/actuator/health/liveness", GET),
                    AccessRule.open("/actuator/health/readiness", GET),
                    AccessRule.read(METRICS, Role.INTERNAL));

    private static final List<PathPattern> RESERVED =
            Stream.of("/api/**", "/ws/**", "/actuator/**").map(AccessRule::pattern).toList();

    /** The panel: files and pages, the same for everybody. */
    private static final AccessRule PAGES = AccessRule.open("/**", GET);

    private final List<AccessRule> rules;
    private final boolean hasPages;

    private AccessTable(boolean hasPages, AccessRule... rules) {
        this.rules = Stream.concat(Stream.of(rules), WATCHED.stream()).toList();
        this.hasPages = hasPages;
    }

    public static AccessTable of(AccessRule... rules) {
        return new AccessTable(false, rules);
    }

    /** With the panel at every path that is not reserved for calls. */
    public static AccessTable withPages(AccessRule... rules) {
        return new AccessTable(true, rules);
    }

    public Verdict judge(HttpMethod method, PathContainer path) {
        HttpMethod asked = method.equals(HEAD) ? GET : method;
        SortedSet<String> allowed = new TreeSet<>();
        for (AccessRule rule : rules) {
            if (rule.path().matches(path)) {
                if (rule.methods().contains(asked)) {
                    return new Verdict.Declared(rule);
                }
                rule.methods().forEach(known -> allow(known, allowed));
            }
        }
        if (!allowed.isEmpty()) {
            return new Verdict.WrongMethod(allowed);
        }
        if (!hasPages || RESERVED.stream().anyMatch(reserved -> reserved.matches(path))) {
            return new Verdict.Undeclared();
        }
        return PAGES.methods().contains(asked)
                ? new Verdict.Declared(PAGES)
                : new Verdict.WrongMethod(new TreeSet<>(Set.of(GET.name(), HEAD.name())));
    }

    private static void allow(HttpMethod method, SortedSet<String> allowed) {
        allowed.add(method.name());
        if (method.equals(GET)) {
            allowed.add(HEAD.name());
        }
    }
}
