package dev.mcsync.service.trace;

import dev.mcsync.service.settings.SharedSettings;
import dev.mcsync.service.settings.TracingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/** Gives every service its spans: none, and nothing of theirs, unless a collector is set. */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {

    @Bean
    Spans spans(ObjectProvider<Collector> collector) {
        return Optional.ofNullable(collector.getIfAvailable())
                .map(Collector::spans)
                .orElseGet(Spans::none);
    }

    @Bean
    WebFilter serverSpans(Spans spans) {
        return new ServerSpans(spans);
    }

    @Bean
    @Conditional(CollectorIsSet.class)
    Collector collector(
            SharedSettings settings, MeterRegistry registry, ApplicationContext context) {
        TracingSettings tracing = settings.chassis().tracing();
        String service = context.getBeanNamesForAnnotation(SpringBootConfiguration.class)[0];
        return Collector.at(tracing.collector().orElseThrow(), tracing, service, registry);
    }
}
