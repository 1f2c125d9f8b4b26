package dev.mcsync.service.startup;

import java.util.Locale;
import java.util.TimeZone;

/**
 * The language and the time zone of the process, pinned so that digits, letters and days are the
 * same on every machine: in our own texts, and in those of libraries that ask for the defaults.
 * Text for people is the panel's, which knows the reader's language.
 */
public final class PlainDefaults {
    private PlainDefaults() {}

    /** May be called again. */
    public static void pin() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }
}
