package dev.mcsync.infra.proof.chaos.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A look at one invariant while it lasts. */
final class Look {

    private final String invariant;
    private final String statement;
    private final List<String> violations = new ArrayList<>();
    private long checked;

    Look(String invariant, String statement) {
        this.invariant = invariant;
        this.statement = statement;
    }

    /** One thing was looked at. */
    void expect(boolean holds, String otherwise, Object... arguments) {
        checked++;
        if (!holds) {
            violations.add(otherwise.formatted(arguments));
        }
    }

    void expectEqual(@Nullable Object expected, @Nullable Object found, String of) {
        expect(
                Objects.equals(expected, found),
                "%s: expected %s, found %s",
                of,
                String.valueOf(expected),
                String.valueOf(found));
    }

    void violatedBy(List<String> found) {
        violations.addAll(found);
    }

    void checked(long more) {
        checked += more;
    }

    Finding finding() {
        return new Finding(invariant, statement, checked, violations);
    }
}
