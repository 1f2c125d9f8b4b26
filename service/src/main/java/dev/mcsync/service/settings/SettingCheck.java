package dev.mcsync.service.settings;

import java.time.Duration;

/**
 * Checks settings, for the constructors of the records that hold them: each message says which key
 * was expected to be what, and what was found.
 */
public final class SettingCheck {

    private SettingCheck() {}

    public static void given(String key, Secret found) {
        that(!found.isBlank(), "Expected %s, found none", key);
    }

    public static void positive(String key, Duration found) {
        that(found.isPositive(), "Expected %s above 0, found %s", key, found);
    }

    public static void positive(String key, long found) {
        that(found > 0, "Expected %s above 0, found %d", key, found);
    }

    public static <T extends Comparable<T>> void atLeast(String key, T least, T found) {
        that(
                found.compareTo(least) >= 0,
                "Expected %s of at least %s, found %s",
                key,
                least,
                found);
    }

    public static <T extends Comparable<T>> void within(String key, T least, T most, T found) {
        that(
                found.compareTo(least) >= 0 && found.compareTo(most) <= 0,
                "Expected %s from %s to %s, found %s",
                key,
                least,
                most,
                found);
    }

    /** Of two settings, the first may not be above the second. */
    public static <T extends Comparable<T>> void inOrder(
            String lowKey, T low, String highKey, T high) {
        that(
                low.compareTo(high) <= 0,
                "Expected %s of at most %s, found %s and %s",
                lowKey,
                highKey,
                low,
                high);
    }

    /**
     * @param message with the key of each setting that has a part in it
     * @throws IllegalArgumentException when it does not hold
     */
    public static void that(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }
}
