package dev.mcsync.realtime.log;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A question that is put to the brokers again and again. One answer may fail to come; after some in
 * a row the last one says nothing any more, and is forgotten. One look at a time.
 */
final class Look {

    private static final Logger log = LoggerFactory.getLogger(Look.class);

    private static final int FORGOTTEN_AFTER_FAILURES = 4;

    private final String subject;
    private final Mono<Void> answered;
    private final Runnable forget;
    private int failures;

    private Look(String subject, Mono<Void> answered, Runnable forget) {
        this.subject = subject;
        this.answered = answered;
        this.forget = forget;
    }

    /**
     * @param subject for the log
     * @param forget what was told
     */
    static <T> Look at(
            String subject,
            Supplier<CompletableFuture<T>> question,
            Consumer<T> tell,
            Runnable forget) {
        return new Look(subject, Mono.fromFuture(question, true).doOnNext(tell).then(), forget);
    }

    /** Never fails. */
    Mono<Void> take() {
        return answered.doOnSuccess(_ -> failures = 0).doOnError(this::noAnswer).onErrorComplete();
    }

    private void noAnswer(Throwable failure) {
        failures++;
        if (failures == FORGOTTEN_AFTER_FAILURES) {
            log.warn("The {} cannot be told any more: {}", subject, failure.toString());
            forget.run();
        }
    }
}
