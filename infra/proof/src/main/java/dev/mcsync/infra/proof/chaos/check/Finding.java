package dev.mcsync.infra.proof.chaos.check;

import java.util.List;

/**
 * What looking at one invariant gave.
 *
 * @param invariant as numbered in the specification of faults, such as {@code I4}
 * @param checked how many things were looked at; nothing looked at proves nothing
 */
public record Finding(String invariant, String statement, long checked, List<String> violations) {

    public Finding {
        violations = List.copyOf(violations);
    }

    public boolean holds() {
        return violations.isEmpty() && checked > 0;
    }
}
