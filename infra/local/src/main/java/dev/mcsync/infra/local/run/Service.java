package dev.mcsync.infra.local.run;

import dev.mcsync.ingress.IngressGateway;
import dev.mcsync.notifier.NotifierWorker;
import dev.mcsync.processor.StateProcessor;
import dev.mcsync.realtime.RealtimeGateway;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;

/** The four services, each with the way it is started in this process. */
enum Service {
    STATE_PROCESSOR,
    REALTIME_GATEWAY,
    NOTIFIER_WORKER,
    INGRESS_GATEWAY;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns when the service takes requests. */
    ConfigurableApplicationContext start(List<String> arguments) {
        String[] settings = arguments.toArray(String[]::new);
        return switch (this) {
            case STATE_PROCESSOR -> StateProcessor.start(settings);
            case REALTIME_GATEWAY -> RealtimeGateway.start(settings);
            case NOTIFIER_WORKER -> NotifierWorker.start(settings);
            case INGRESS_GATEWAY -> IngressGateway.start(settings);
        };
    }
}
