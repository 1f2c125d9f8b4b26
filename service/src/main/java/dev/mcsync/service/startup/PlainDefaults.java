package dev.mcsync.service.startup;

import java.util.Locale;
import java.util.TimeZone;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Pins the language and the time zone of the process, so that digits, letters and days are the same
 * on every machine: in our own texts, and in those of libraries that ask for the defaults. Text for
 * people is the panel's, which knows the reader's language.
 */
public final class PlainDefaults implements ApplicationListener<ApplicationStartingEvent>, Ordered {

    /** For programs that are no Spring application; may be called again. */
    public static void pin() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        pin();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
