package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.Role;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * One line of the table of public calls.
 *
 * @param roles who may call, the admin besides; empty when everybody may, without a token
 */
record AccessRule(Set<HttpMethod> methods, PathPattern path, Set<Role> roles) {

    AccessRule {
        methods = Set.copyOf(methods);
        roles = Set.copyOf(roles);
    }

    boolean isOpen() {
        return roles.isEmpty();
    }

    boolean admits(Role role) {
        return role == Role.ADMIN || roles.contains(role);
    }
}
