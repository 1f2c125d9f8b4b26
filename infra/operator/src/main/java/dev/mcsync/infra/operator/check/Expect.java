package dev.mcsync.infra.operator.check;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks until what is expected is there, for a bounded time. */
final class Expect {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Expect() {}

    /** What was seen when it fitted; fails with what was seen last. */
    static <T> T eventually(
            String what, Duration limit, Supplier<T> look, Predicate<? super T> fits) {
        long deadline = System.nanoTime() + limit.toNanos();
        T seen = look.get();
        while (!fits.test(seen)) {
            if (System.nanoTime() - deadline > 0) {
                throw new ExpectationFailedException(
                        "expected %s within %d s, found %s"
                                .formatted(what, limit.toSeconds(), seen));
            }
            pause();
            seen = look.get();
        }
        return seen;
    }

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new ExpectationFailedException(otherwise);
        }
    }

    static <T> T present(Optional<T> value, String otherwise) {
        return value.orElseThrow(() -> new ExpectationFailedException(otherwise));
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExpectationFailedException("interrupted");
        }
    }
}
