package dev.mcsync.ingress.signout;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.ingress.access.SignOuts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts sign-outs on the log, on a thread of its own. One that the log does not take is said again
 * until it does or the session would have ended anyway; a gateway that stops meanwhile gives it up.
 */
final class SignOutLog implements SignOuts, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SignOutLog.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);
    private static final String THREAD = "sign-outs";

    /** In the value of a record, whose key is the session. */
    static final String ENDS_AT = "ends_at";

    private final Producer<String, byte[]> producer;
    private final Duration pause;
    private final InstantSource clock;
    private final ScheduledExecutorService sender =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name(THREAD).daemon().factory());

    /**
     * @param producer for these alone; closed with this
     * @param pause before one is said again
     */
    SignOutLog(Producer<String, byte[]> producer, Duration pause, InstantSource clock) {
        this.producer = producer;
        this.pause = pause;
        this.clock = clock;
    }

    @Override
    public void tell(String session, Instant until) {
        sayAfter(Duration.ZERO, session, until);
    }

    @Override
    public void close() {
        sender.shutdownNow();
        producer.close(CLOSE_WITHIN);
    }

    private void sayAfter(Duration wait, String session, Instant until) {
        try {
            var _ =
                    sender.schedule(
                            () -> say(session, until), wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            log.warn("A sign-out was not told to the other gateways: this one stops");
        }
    }

    private void say(String session, Instant until) {
        byte[] value = new ObjectWriter().text(ENDS_AT, until).bytes();
        try {
            var _ =
                    producer.send(
                            new ProducerRecord<>(Topic.ENDED_SESSIONS.topicName(), session, value),
                            (_, failure) -> {
                                if (failure != null) {
                                    again(session, until, failure);
                                }
                            });
        } catch (KafkaException | IllegalStateException e) {
            again(session, until, e);
        }
    }

    private void again(String session, Instant until, Exception failure) {
        if (clock.instant().isBefore(until)) {
            log.warn("A sign-out is not told yet, and said again: {}", failure.toString());
            sayAfter(pause, session, until);
        }
    }
}
