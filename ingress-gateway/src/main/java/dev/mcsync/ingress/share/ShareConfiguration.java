package dev.mcsync.ingress.share;

import dev.mcsync.ingress.settings.IngressSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Every token's share of the open calls. */
@Configuration(proxyBeanMethods = false)
class ShareConfiguration {

    @Bean
    WebFilter fairShare(IngressSettings settings, MeterRegistry registry) {
        OpenCalls calls = new OpenCalls(settings.callLimits());
        for (CallKind kind : CallKind.values()) {
            Gauge.builder("mc.ingress.open.calls", calls, open -> open.open(kind))
                    .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                    .description("Calls that are open now")
                    .register(registry);
        }
        return new FairShare(calls);
    }
}
