package dev.mcsync.service.startup;

import static java.util.Objects.requireNonNull;

import java.io.Console;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a service as a program of its own, or as one of several in a process. */
public final class ServiceStart {

    /** Not application.yaml: all services may stand on one class path. */
    private static final String CONFIG_NAME = "spring.config.name";

    /** What is the same for all; a service's own file stands above it. */
    private static final String SHARED_CONFIG = "service";

    private static final String LOG_FORMAT = "logging.structured.format.console";

    private ServiceStart() {}

    /** Runs until the process is asked to stop. Its log is for a program, unless a person reads. */
    public static void untilStopped(Class<?> service, String... args) {
        boolean isRead =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        application(service, isRead ? Map.of() : Map.of(LOG_FORMAT, "ecs")).run(args);
    }

    /**
     * Returns once it serves. The caller closes the context; no shutdown hook does.
     *
     * @param args settings, such as {@code --server.port=8080}
     */
    public static ConfigurableApplicationContext withinThisProcess(
            Class<?> service, String... args) {
        SpringApplication application = application(service, Map.of());
        application.setRegisterShutdownHook(false);
        return application.run(args);
    }

    private static SpringApplication application(Class<?> service, Map<String, Object> more) {
        McService described =
                requireNonNull(
                        service.getAnnotation(McService.class),
                        () -> "Expected @McService at " + service.getName());
        SpringApplication application = new SpringApplication(service);
        application.setMainApplicationClass(service);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        Map<String, Object> defaults = new HashMap<>(more);
        defaults.put(CONFIG_NAME, SHARED_CONFIG + "," + described.value());
        application.setDefaultProperties(defaults);
        return application;
    }
}
