package dev.mcsync.infra.operator.rejected;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.TaskFact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes of a rejected record what is sent again: the same event, and one that is taken now. */
final class Mended {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param key that the event belongs under
     */
    private record Event(String eventId, String key) {}

    private Mended() {}

    /**
     * @param content instead of the record's own; null for its own
     * @throws ReplayRefusedException when it is another event, or would be refused again
     */
    static ProducerRecord<byte[], byte[]> of(RejectedRecord rejected, byte @Nullable [] content) {
        byte[] value = content == null ? rejected.value() : content;
        Event event = read(rejected, Objects.requireNonNullElse(value, new byte[0]));
        requireSameEvent(rejected, event);
        byte[] key = event.key().getBytes(StandardCharsets.UTF_8);
        // A mended body may say to whom the record always belonged, where its key did not.
        if (content == null && !Arrays.equals(key, rejected.key())) {
            throw refused(
                    rejected,
                    "its key is "
                            + RejectedRecord.told(rejected.key())
                            + " and its content says "
                            + event.key()
                            + "; give the content with --file to send it under that key");
        }
        if (rejected.reason().equals("event_id_conflict")) {
            throw refused(
                    rejected,
                    "its event_id names another event that has taken effect; let its producer"
                            + " send it with an id of its own");
        }
        List<Header> headers = rejected.headers();
        return new ProducerRecord<>(rejected.sourceTopic(), null, key, value, headers);
    }

    private static Event read(RejectedRecord rejected, byte[] value) {
        Decoded<Event> event =
                switch (topicOf(rejected)) {
                    case TASK_EVENTS -> WireCodec.decodeNewTaskFact(value).map(Mended::event);
                    case AGENT_HEARTBEATS -> WireCodec.decodeAgentFact(value).map(Mended::event);
                    default ->
                            throw refused(
                                    rejected,
                                    "it comes from "
                                            + rejected.sourceTopic()
                                            + ", which only the product itself writes");
                };
        return switch (event) {
            case Decoded.Valid<Event>(Event valid) -> valid;
            case Decoded.Invalid<Event>(List<FieldError> errors) ->
                    throw refused(rejected, "it would be refused again: " + told(errors));
        };
    }

    private static Event event(TaskFact fact) {
        return new Event(fact.eventId().value(), fact.taskId().value());
    }

    private static Event event(AgentFact fact) {
        return new Event(fact.eventId().value(), fact.agentId().value());
    }

    private static Topic topicOf(RejectedRecord rejected) {
        return Arrays.stream(Topic.values())
                .filter(topic -> topic.topicName().equals(rejected.sourceTopic()))
                .findFirst()
                .orElseThrow(() ->
                        refused(rejected, "nothing says which topic it was sent to at first"));
    }

    /** The id is what makes an event take effect once, however often it is sent. */
    private static void requireSameEvent(RejectedRecord rejected, Event event) {
        Optional<String> before = eventId(rejected.value());
        if (before.isPresent() && !before.get().equals(event.eventId())) {
            throw refused(
                    rejected,
                    "its event_id is "
                            + before.get()
                            + ", and that of the mended content is "
                            + event.eventId()
                            + "; the same event keeps its id");
        }
    }

    /** As far as the refused content has one. */
    private static Optional<String> eventId(byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            JsonNode id = JSON.readTree(value).path("event_id");
            return id.isString() ? Optional.of(id.stringValue()) : Optional.empty();
        } catch (JacksonException | NumberFormatException _) {
            // An exponent that is no int is the one failure that the library does not wrap.
            return Optional.empty();
        }
    }

    private static String told(List<FieldError> errors) {
        return errors.stream()
                .map(error ->
                        (error.pointer().isEmpty() ? "" : error.pointer() + ": ") + error.detail())
                .collect(Collectors.joining("; "));
    }

    private static ReplayRefusedException refused(RejectedRecord rejected, String why) {
        return new ReplayRefusedException(rejected.position() + " is not sent: " + why);
    }
}
