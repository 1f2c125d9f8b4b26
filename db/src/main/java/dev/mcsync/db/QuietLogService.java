package dev.mcsync.db;

import java.lang.System.Logger;
import java.util.logging.Level;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;

/** Passes on what Liquibase says, its many informations as debug: a start logs what is wrong. */
final class QuietLogService extends AbstractLogService {

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public liquibase.logging.Logger getLog(Class clazz) {
        return new QuietLogger(System.getLogger(clazz.getName()));
    }

    private static final class QuietLogger extends AbstractLogger {

        private final Logger target;

        QuietLogger(Logger target) {
            this.target = target;
        }

        @Override
        public void log(Level level, @Nullable String message, @Nullable Throwable failure) {
            if (!level.equals(Level.OFF)) {
                target.log(quieter(level), message, failure);
            }
        }

        private static Logger.Level quieter(Level level) {
            if (level.intValue() >= Level.SEVERE.intValue()) {
                return Logger.Level.ERROR;
            }
            if (level.intValue() >= Level.WARNING.intValue()) {
                return Logger.Level.WARNING;
            }
            return Logger.Level.DEBUG;
        }
    }
}
