package dev.mcsync.infra.local.run;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends the logs of all services to files; it has to happen before the first logger is made. */
public final class LocalLogging {
    private LocalLogging() {}

    /**
     * Spring's own logging set-up is switched off: it belongs to the whole process, and four
     * services that start at once would each change it under the others.
     */
    public static void toFilesIn(Path directory) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty(ServiceLog.DIRECTORY, directory.toString());
        System.setProperty("logback.configurationFile", "dev/mcsync/infra/local/up-logback.xml");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
