package dev.mcsync.infra.local.run;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.RolloverFailure;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The log file with the name of its appender. Its directory does not pass through Logback's own
 * variables and patterns, in which a percent sign, a backslash or a brace of a path would mean
 * something.
 */
public final class ServiceLog extends RollingFileAppender<ILoggingEvent> {
    static final String DIRECTORY = "mc.logs";

    private static final FileSize LARGEST = FileSize.valueOf("16MB");

    @Override
    public void start() {
        Path file = Path.of(System.getProperty(DIRECTORY), getName() + ".log");
        setFile(file.toString());
        var kept = new KeptLogs(file);
        kept.setContext(getContext());
        kept.setParent(this);
        setRollingPolicy(kept);
        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(getContext());
        size.setMaxFileSize(LARGEST);
        size.start();
        setTriggeringPolicy(size);
        kept.start();
        super.start();
    }

    /** Keeps two older files. */
    private static final class KeptLogs extends RollingPolicyBase {
        private final Path file;

        KeptLogs(Path file) {
            this.file = file;
        }

        @Override
        public void rollover() {
            try {
                if (Files.exists(aside(1))) {
                    Files.move(aside(1), aside(2), StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(file, aside(1), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new RolloverFailure("Cannot set " + file + " aside", e);
            }
        }

        @Override
        public String getActiveFileName() {
            return file.toString();
        }

        private Path aside(int age) {
            String name = file.getFileName().toString();
            return file.resolveSibling(
                    name.substring(0, name.length() - ".log".length()) + "." + age + ".log");
        }
    }
}
