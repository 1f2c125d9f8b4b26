package dev.mcsync.infra.operator.rejected;

import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.service.kafka.KafkaClients;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends rejected records again, each as the event that it was. */
public final class Replay implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    public Replay(KafkaClients clients) {
        this.producer =
                clients.openProducer(
                        "mc-sync-rejected",
                        Map.of(
                                ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000));
    }

    /**
     * Whether it would be taken now.
     *
     * @param content instead of the record's own; null for its own
     * @throws ReplayRefusedException when not
     */
    public static void check(RejectedRecord rejected, byte @Nullable [] content) {
        var _ = Mended.of(rejected, content);
    }

    /**
     * Where it lies now. Sent twice it takes effect once.
     *
     * @param content instead of the record's own; null for its own
     * @throws ReplayRefusedException when it is another event or would be refused again; nothing is
     *     sent then
     */
    public SourcePosition send(RejectedRecord rejected, byte @Nullable [] content) {
        ProducerRecord<byte[], byte[]> record = Mended.of(rejected, content);
        try {
            RecordMetadata at = producer.send(record).get();
            return new SourcePosition(at.topic(), at.partition(), at.offset());
        } catch (ExecutionException e) {
            throw new ReplayRefusedException(
                    rejected.position()
                            + " may not have been sent ("
                            + e.getCause()
                            + "); sending it again does no harm",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayRefusedException("Interrupted while sending", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
