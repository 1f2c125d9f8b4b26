package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.processor.core.Received;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads records of one input topic with the same strictness as a request of HTTP, and checks what
 * only a record can get wrong: its key and its partition.
 */
final class RecordReader<F> {

    private static final int MAX_ERRORS_TOLD = 5;

    private final Function<byte[], Decoded<F>> decoder;
    private final Function<F, byte[]> encoder;
    private final Function<F, String> keyOf;

    /**
     * @param keyOf the key that a fact belongs under
     */
    RecordReader(
            Function<byte[], Decoded<F>> decoder,
            Function<F, byte[]> encoder,
            Function<F, String> keyOf) {
        this.decoder = decoder;
        this.encoder = encoder;
        this.keyOf = keyOf;
    }

    /**
     * @param partitions how many the topic has
     */
    Intake<F> read(ConsumerRecord<byte[], byte[]> record, int partitions) {
        if (record.key() == null) {
            return new Intake.Rejected<>(record, "missing_key", "expected a key");
        }
        if (record.value() == null) {
            return new Intake.Rejected<>(
                    record, "missing_value", "expected a value, found a tombstone");
        }
        return switch (decoder.apply(record.value())) {
            case Decoded.Invalid<F>(List<FieldError> errors) ->
                    new Intake.Rejected<>(record, "invalid", told(errors));
            case Decoded.Valid<F>(F fact) -> checkPlace(record, fact, partitions);
        };
    }

    private Intake<F> checkPlace(ConsumerRecord<byte[], byte[]> record, F fact, int partitions) {
        byte[] key = keyOf.apply(fact).getBytes(StandardCharsets.UTF_8);
        if (!Arrays.equals(key, record.key())) {
            return new Intake.Rejected<>(
                    record, "key_mismatch", "expected the key to be the id in the value");
        }
        if (partitionOf(key, partitions) != record.partition()) {
            return new Intake.Misrouted<>(record);
        }
        return new Intake.Accepted<>(
                new Received<>(
                        fact,
                        new SourcePosition(record.topic(), record.partition(), record.offset()),
                        Instant.ofEpochMilli(record.timestamp()),
                        hash(fact)),
                record);
    }

    /** The record, taken to say this fact in place of its own. */
    Received<F> as(F fact, Received<F> received) {
        return new Received<>(fact, received.source(), received.receivedAt(), hash(fact));
    }

    private String hash(F fact) {
        return WireCodec.hash(encoder.apply(fact));
    }

    /** As the Java client's default partitioner chooses, which every producer must follow. */
    private static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static String told(List<FieldError> errors) {
        return errors.stream()
                .limit(MAX_ERRORS_TOLD)
                .map(error ->
                        error.pointer().isEmpty()
                                ? error.detail()
                                : error.pointer() + ": " + error.detail())
                .collect(Collectors.joining("; "));
    }
}
