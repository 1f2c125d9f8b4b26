package dev.mcsync.db;

import java.lang.System.Logger;
import java.util.logging.Level;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the warnings of Liquibase and turns the rest into debug: what it says of its progress
 * is too much for every start, and what goes wrong it throws as well.
 */
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
            return level.equals(Level.WARNING) ? Logger.Level.WARNING : Logger.Level.DEBUG;
        }
    }
}
