package dev.mcsync.infra.local.run;

import dev.mcsync.infra.backing.LogUser;
import dev.mcsync.ingress.IngressGateway;
import dev.mcsync.notifier.NotifierWorker;
import dev.mcsync.processor.StateProcessor;
import dev.mcsync.realtime.RealtimeGateway;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;

/** The four services, each with the ways it is started. */
public enum Service {
    STATE_PROCESSOR,
    REALTIME_GATEWAY,
    NOTIFIER_WORKER,
    INGRESS_GATEWAY;

    /** Whoever runs several services in one process closes them in their order. */
    private static final String NO_SHUTDOWN_HOOK = "--spring.main.register-shutdown-hook=false";

    /** The name of its module. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As whom it comes to a log that asks. */
    LogUser logUser() {
        return switch (this) {
            case STATE_PROCESSOR -> LogUser.PROCESSOR;
            case REALTIME_GATEWAY -> LogUser.REALTIME;
            case NOTIFIER_WORKER -> LogUser.NOTIFIER;
            case INGRESS_GATEWAY -> LogUser.GATEWAY;
        };
    }

    /** What starts it in a JVM of its own. */
    public Class<?> mainClass() {
        return switch (this) {
            case STATE_PROCESSOR -> StateProcessor.class;
            case REALTIME_GATEWAY -> RealtimeGateway.class;
            case NOTIFIER_WORKER -> NotifierWorker.class;
            case INGRESS_GATEWAY -> IngressGateway.class;
        };
    }

    /** Returns when the service takes requests. */
    ConfigurableApplicationContext start(List<String> arguments) {
        String[] settings =
                Stream.concat(arguments.stream(), Stream.of(NO_SHUTDOWN_HOOK))
                        .toArray(String[]::new);
        return switch (this) {
            case STATE_PROCESSOR -> StateProcessor.start(settings);
            case REALTIME_GATEWAY -> RealtimeGateway.start(settings);
            case NOTIFIER_WORKER -> NotifierWorker.start(settings);
            case INGRESS_GATEWAY -> IngressGateway.start(settings);
        };
    }
}
