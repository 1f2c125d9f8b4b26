package dev.mcsync.infra.proof.agent;

import static net.bytebuddy.matcher.ElementMatchers.hasMethodName;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * One method of the product, or of a library under it.
 *
 * @param type binary name of its class
 * @param method {@code <init>} for a constructor
 * @param parameters how many it takes, to tell it from its overloads
 */
record Place(String type, String method, int parameters) {

    ElementMatcher<MethodDescription> matcher() {
        return hasMethodName(method).and(takesArguments(parameters)).and(not(isSynthetic()));
    }

    /**
     * @throws IllegalStateException when the class path has no such method any more
     */
    void requireIn(TypePool pool) {
        TypePool.Resolution resolution = pool.describe(type);
        if (!resolution.isResolved()) {
            throw new IllegalStateException(
                    "Expected the class of %s on the class path, found none".formatted(this));
        }
        requireIn(resolution.resolve());
    }

    void requireIn(TypeDescription found) {
        int methods = found.getDeclaredMethods().filter(matcher()).size();
        if (methods != 1) {
            throw new IllegalStateException(
                    "Expected one method %s, found %d".formatted(this, methods));
        }
    }

    @Override
    public String toString() {
        return "%s.%s/%d".formatted(type, method, parameters);
    }
}
