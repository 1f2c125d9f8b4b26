package dev.mcsync.service.startup;

import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/** Pins them in a service; programs that are none call {@link PlainDefaults#pin} themselves. */
final class PlainDefaultsFirst implements ApplicationListener<ApplicationStartingEvent>, Ordered {

    @Override
    public void onApplicationEvent(ApplicationStartingEvent event) {
        PlainDefaults.pin();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
