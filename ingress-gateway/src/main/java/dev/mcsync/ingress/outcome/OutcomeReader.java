package dev.mcsync.ingress.outcome;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;
import dev.mcsync.service.follow.TopicFollower;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who wait of their outcomes. What it misses while there is no broker, the read side
 * knows.
 */
final class OutcomeReader implements TopicFollower.Reader {

    private static final Logger log = LoggerFactory.getLogger(OutcomeReader.class);

    private final OutcomeWaiters waiters;

    OutcomeReader(OutcomeWaiters waiters) {
        this.waiters = waiters;
    }

    /** Almost nobody waits for almost any record, so most are passed over without decoding. */
    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        if (waiters.isEmpty() || !mayBeAwaited(record.headers().lastHeader(Headers.EVENT_ID))) {
            return;
        }
        switch (OwnCodec.decodeOutcome(record.value())) {
            case Decoded.Valid<Outcome>(TaskOutcome outcome) ->
                    waiters.told(
                            outcome.eventId(), new Known(hashOf(record), Decision.of(outcome)));
            case Decoded.Valid<Outcome>(AgentOutcome outcome) ->
                    waiters.told(outcome.eventId(), new Known(hashOf(record), null));
            case Decoded.Invalid<Outcome>(var errors) ->
                    log.warn(
                            "Expected a valid outcome at {}-{}@{}, found {}",
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            errors);
        }
    }

    private static @Nullable String hashOf(ConsumerRecord<byte[], byte[]> record) {
        Header hash = record.headers().lastHeader(Headers.PAYLOAD_HASH);
        return hash == null || hash.value() == null
                ? null
                : new String(hash.value(), StandardCharsets.UTF_8);
    }

    private boolean mayBeAwaited(@Nullable Header eventId) {
        if (eventId == null || eventId.value() == null) {
            return true;
        }
        String text = new String(eventId.value(), StandardCharsets.UTF_8);
        return !IdSyntax.isValid(text) || waiters.isAwaited(new EventId(text));
    }
}
