package dev.mcsync.infra.proof.hostile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How many distinct inputs were tried, and what was not as it should be. Thread-safe. */
final class Score {
    /** What only the inside of a program calls so. */
    private static final Pattern INSIDE =
            Pattern.compile(
                    "Exception|\\bat [a-z]+\\.|dev\\.mcsync|org\\.(springframework|apache|postgresql)"
                            + "|java\\.|reactor\\.|io\\.(netty|r2dbc)|tools\\.jackson|Whitelabel");

    private final Set<String> inputs = ConcurrentHashMap.newKeySet();
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> revealing = new ArrayList<>();

    /**
     * @param fault null when it was as expected
     */
    void note(String input, @Nullable String fault) {
        inputs.add(input);
        if (fault != null) {
            synchronized (this) {
                unexpected.add(input + ": " + fault);
            }
        }
    }

    /** Looks for a stack trace, names of classes, and the input itself in what was answered. */
    void inspect(String input, String answer) {
        if (INSIDE.matcher(answer).find() || answer.contains(EventBodies.MARKER)) {
            synchronized (this) {
                revealing.add(input + ": " + answer.lines().limit(20).toList());
            }
        }
    }

    synchronized List<String> faults() {
        List<String> faults = new ArrayList<>(unexpected);
        faults.addAll(revealing);
        return faults;
    }

    @Override
    public synchronized String toString() {
        return "hostile: %d distinct inputs, %d unexpected %s, %d stack traces"
                .formatted(inputs.size(), unexpected.size(), unexpected, revealing.size());
    }
}
