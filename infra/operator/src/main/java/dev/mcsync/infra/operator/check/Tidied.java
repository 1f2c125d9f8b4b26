package dev.mcsync.infra.operator.check;

import java.util.List;

/**
 * What became of what a check had brought into being.
 *
 * @param archived tasks that left the board; their histories stay
 * @param retired agents that left the list
 * @param left what is still there, with the reason
 */
public record Tidied(int archived, int retired, List<String> left) {

    public Tidied {
        left = List.copyOf(left);
    }

    /** For a person. */
    public String sentence() {
        String done =
                "Off the board again: %d tasks (in the archive) and %d agents (retired)."
                        .formatted(archived, retired);
        return left.isEmpty() ? done : done + " Still there: " + String.join("; ", left) + ".";
    }
}
