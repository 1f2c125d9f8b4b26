package dev.mcsync.service.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationListener;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Whether the threads that read the log live. One that an error, a fence or a refused sign-in has
 * ended does not come back by itself, and one that has not polled for far too long hangs: a start
 * anew cures both. A container that does not run yet, or that waits for a server, lives.
 */
public final class IntakeLiveness
        implements HealthIndicator, ApplicationListener<ConsumerStoppedEvent> {

    private static final Logger log = LoggerFactory.getLogger(IntakeLiveness.class);

    private final List<MessageListenerContainer> containers;
    private final Duration longestPollAge;
    private final Map<String, ConsumerStoppedEvent.Reason> ended = new ConcurrentHashMap<>();

    /**
     * @param longestPollAge above the longest batch, in trouble or not
     */
    public IntakeLiveness(
            List<? extends MessageListenerContainer> containers, Duration longestPollAge) {
        this.containers = List.copyOf(containers);
        this.longestPollAge = longestPollAge;
    }

    @Override
    public void onApplicationEvent(ConsumerStoppedEvent event) {
        if (event.getReason() != ConsumerStoppedEvent.Reason.NORMAL) {
            String consumer = event.getContainer(MessageListenerContainer.class).getListenerId();
            log.error(
                    "A consumer of {} has ended by itself ({}); only another start brings it back",
                    consumer,
                    event.getReason());
            ended.put(consumer, event.getReason());
        }
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        ended.forEach((consumer, reason) ->
                health.down().withDetail(consumer, "ended by itself: " + reason));
        for (MessageListenerContainer container : containers) {
            if (hangs(container)) {
                health.down()
                        .withDetail(
                                container.getListenerId(),
                                "has not polled for longer than " + longestPollAge);
            }
        }
        return health.build();
    }

    private boolean hangs(MessageListenerContainer container) {
        return container.isRunning()
                && LastPolls.longestSecondsAgo(container).orElse(0) > longestPollAge.toSeconds();
    }
}
