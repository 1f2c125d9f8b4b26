package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Processed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One pass over a batch with its rows locked: what is particular to a kind of fact. */
interface BatchPass<F> {

    /** A fact that has not been processed before. */
    void decide(Received<F> received, ConsumerRecord<byte[], byte[]> record);

    /** A fact that took effect before a crash; its stored outcome is published already. */
    void redelivered(Received<F> received, Processed processed);

    /** A record that is no fact of its own, and of which nothing is kept. */
    default void passed(Received<F> received) {
        throw new IllegalStateException("Expected a fact, found " + received.fact());
    }

    /** Publishes what follows from all of it and gives the result. */
    BatchResult finish();

    /** Begins passes over batches of one kind. */
    interface Kind<F> {

        /** Where such facts come from. */
        Topic topic();

        RecordReader<F> reader();

        EventId eventIdOf(F fact);

        /** The rows and events that the facts speak of. */
        Keys keysOf(List<Received<F>> received);

        /**
         * The same fact under another id, where the product says it itself; nothing where its
         * sender chose the id and answers for it.
         */
        Optional<F> ownUnder(F fact, EventId otherId);

        /** Whether it is claimed and entered in the ledger, as all but a few are. */
        default boolean takesEffect(F fact) {
            return true;
        }

        /**
         * @param decidedAt the processor's clock, in whole microseconds
         */
        BatchPass<F> begin(Loaded loaded, Instant decidedAt, BatchDraft draft);
    }
}
