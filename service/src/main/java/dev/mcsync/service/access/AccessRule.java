package dev.mcsync.service.access;

import dev.mcsync.contracts.access.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One line of the table of a service's calls.
 *
 * @param methods GET stands for HEAD, too
 * @param roles who may call, the admin besides; empty when everybody may, without a token
 */
public record AccessRule(Set<HttpMethod> methods, PathPattern path, Set<Role> roles) {

    public AccessRule {
        methods = Set.copyOf(methods);
        roles = Set.copyOf(roles);
    }

    /** A call that everybody may make, without a token. */
    public static AccessRule open(String path, HttpMethod... methods) {
        return new AccessRule(Set.of(methods), pattern(path), Set.of());
    }

    public static AccessRule read(String path, Role first, Role... more) {
        return of(HttpMethod.GET, path, first, more);
    }

    public static AccessRule post(String path, Role first, Role... more) {
        return of(HttpMethod.POST, path, first, more);
    }

    public static AccessRule of(HttpMethod method, String path, Role first, Role... more) {
        return new AccessRule(Set.of(method), pattern(path), EnumSet.of(first, more));
    }

    public boolean isOpen() {
        return roles.isEmpty();
    }

    public boolean admits(Role role) {
        return role == Role.ADMIN || roles.contains(role);
    }

    static PathPattern pattern(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }
}
