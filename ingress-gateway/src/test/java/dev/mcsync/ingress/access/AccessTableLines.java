package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable.Verdict;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

/** What the table of calls says, for tests of other packages. */
public final class AccessTableLines {

    private AccessTableLines() {}

    /** Empty when there is no such call; an empty set when everybody may. */
    public static Optional<Set<Role>> rolesFor(String method, String path) {
        return switch (PublicCalls.TABLE.judge(
                HttpMethod.valueOf(method), PathContainer.parsePath(path))) {
            case Verdict.Declared(AccessRule rule) -> Optional.of(rule.roles());
            case Verdict.WrongMethod _, Verdict.Undeclared _ -> Optional.empty();
        };
    }
}
