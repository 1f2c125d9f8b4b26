package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.ingress.access.AccessTable.Verdict;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** What the table of calls says, for tests of other packages. */
public final class AccessTableLines {

    private AccessTableLines() {}

    /** Empty when there is no such call; an empty set when everybody may. */
    public static Optional<Set<Role>> rolesFor(String method, String path) {
        return switch (new AccessTable()
                .judge(HttpMethod.valueOf(method), PathContainer.parsePath(path))) {
            case Verdict.Known(AccessRule rule) -> Optional.of(rule.roles());
            case Verdict.WrongMethod _, Verdict.Unknown _ -> Optional.empty();
        };
    }
}
