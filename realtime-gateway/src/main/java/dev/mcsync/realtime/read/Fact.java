package dev.mcsync.realtime.read;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.Writable;
import dev.mcsync.contracts.topic.SourcePosition;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fact was and did: a row of {@code agent_events}, read and told. Rows from before mc-sync
 * may lack anything.
 *
 * @param occurredAt by its sender
 * @param receivedAt when the log took it
 * @param source null of a row that came from no log
 */
record Fact(
        @Nullable String eventId,
        @Nullable String type,
        @Nullable String taskId,
        @Nullable String agentId,
        Effect effect,
        Report report,
        Said said,
        @Nullable Instant occurredAt,
        @Nullable Instant receivedAt,
        @Nullable Instant appliedAt,
        @Nullable Source source,
        @Nullable Fate discord)
        implements Writable {

    /** Of the meta that is told with it, in characters: an answer holds many facts. */
    private static final int MAX_META_LENGTH = 4000;

    /** As {@link #of} wants them, of {@code agent_events e} and {@code discord_deliveries d}. */
    static final String COLUMNS =
            """
            e.event_id, e.task_id, e.agent_id, e.type, e.outcome, e.reason,
            e.from_status, e.to_status, e.from_stage, e.to_stage, e.version, e.implied,
            e.message, e.progress, e.error_code, e.command_id, e.attempt,
            e.occurred_at, e.received_at, e.applied_at,
            e.source_topic, e.source_partition, e.source_offset, e.token_id, e.token_name, e.trace_id,
            case when length(e.meta::text) <= %d then e.meta::text end as meta,
            case when e.source_topic is not null then (e.body -> 'question')::text end as question,
            case when e.source_topic is not null and jsonb_typeof(e.body -> 'acks') = 'array'
                then array(select jsonb_array_elements_text(e.body -> 'acks')) end as acks,
            case when e.type = 'answered' then e.body ->> 'question_id' end as question_id,
            case when e.type in ('answered', 'noted') then e.body ->> 'text' end as said,
            case when e.type = 'edited' then e.body ->> 'title' end as new_title,
            e.type = 'edited' and e.body ->> 'instructions' is not null as new_instructions,
            case when e.type = 'edited' then e.body ->> 'agent_id' end as new_agent_id,
            d.state as discord_state, d.channel as discord_channel,
            d.discord_message_id, d.reason as discord_reason,
            coalesce(d.sent_at, d.updated_at) as discord_at
            """
                    .formatted(MAX_META_LENGTH);

    static Fact of(Readable row) {
        return new Fact(
                text(row, "event_id"),
                text(row, "type"),
                text(row, "task_id"),
                text(row, "agent_id"),
                Effect.of(row),
                Report.of(row),
                Said.of(row),
                instant(row, "occurred_at"),
                instant(row, "received_at"),
                instant(row, "applied_at"),
                Source.of(row),
                Fate.of(row));
    }

    /** Whether it changed something. */
    boolean isApplied() {
        return "applied".equals(effect.outcome());
    }

    /** Nothing of a row from before mc-sync. */
    @Nullable SourcePosition position() {
        return source == null || source.partition() == null || source.offset() == null
                ? null
                : new SourcePosition(source.topic(), source.partition(), source.offset());
    }

    @Override
    public void write(ObjectWriter out) {
        out.text("event_id", eventId)
                .text("type", type)
                .text("task_id", taskId)
                .text("agent_id", agentId);
        effect.write(out);
        report.write(out);
        said.write(out);
        out.text("occurred_at", occurredAt)
                .text("received_at", receivedAt)
                .text("applied_at", appliedAt)
                .object("source", source)
                .object("discord", discord);
    }

    /** What was decided, and what it did. */
    record Effect(
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String fromStatus,
            @Nullable String toStatus,
            @Nullable String fromStage,
            @Nullable String toStage,
            @Nullable Long version,
            List<String> implied) {

        private static Effect of(Readable row) {
            String[] implied = row.get("implied", String[].class);
            return new Effect(
                    text(row, "outcome"),
                    text(row, "reason"),
                    text(row, "from_status"),
                    text(row, "to_status"),
                    text(row, "from_stage"),
                    text(row, "to_stage"),
                    row.get("version", Long.class),
                    implied == null ? List.of() : List.of(implied));
        }

        private void write(ObjectWriter out) {
            out.text("outcome", outcome)
                    .text("reason", reason)
                    .text("from_status", fromStatus)
                    .text("to_status", toStatus)
                    .text("from_stage", fromStage)
                    .text("to_stage", toStage)
                    .number("version", version)
                    .texts("implied", implied);
        }
    }

    /** What its sender said with it. */
    record Report(
            @Nullable String message,
            @Nullable Integer progress,
            @Nullable String errorCode,
            @Nullable String commandId,
            @Nullable Integer attempt) {

        private static Report of(Readable row) {
            return new Report(
                    text(row, "message"),
                    row.get("progress", Integer.class),
                    text(row, "error_code"),
                    text(row, "command_id"),
                    row.get("attempt", Integer.class));
        }

        private void write(ObjectWriter out) {
            out.text("message", message)
                    .number("progress", progress)
                    .text("error_code", errorCode)
                    .text("command_id", commandId)
                    .number("attempt", attempt);
        }
    }

    /**
     * What agent and people said to each other with it, and what people changed of what is asked.
     *
     * @param meta null where it is longer than {@value Fact#MAX_META_LENGTH}, too
     * @param newInstructions whether they changed; the task has them
     */
    record Said(
            @Nullable Json meta,
            @Nullable Json question,
            List<String> acks,
            @Nullable String questionId,
            @Nullable String text,
            @Nullable String newTitle,
            boolean newInstructions,
            @Nullable String newAgentId) {

        private static Said of(Readable row) {
            return new Said(
                    json(row, "meta"),
                    json(row, "question"),
                    acks(row),
                    Fact.text(row, "question_id"),
                    Fact.text(row, "said"),
                    Fact.text(row, "new_title"),
                    Boolean.TRUE.equals(row.get("new_instructions", Boolean.class)),
                    Fact.text(row, "new_agent_id"));
        }

        private static List<String> acks(Readable row) {
            String[] acks = row.get("acks", String[].class);
            return acks == null ? List.of() : List.of(acks);
        }

        private static @Nullable Json json(Readable row, String column) {
            String text = Fact.text(row, column);
            return text == null || !text.startsWith("{") ? null : StrictJson.canonical(text);
        }

        private void write(ObjectWriter out) {
            out.json("meta", meta)
                    .json("question", question)
                    .texts("acks", acks)
                    .text("question_id", questionId)
                    .text("text", text)
                    .text("new_title", newTitle)
                    .flagIf("new_instructions", newInstructions)
                    .text("new_agent_id", newAgentId);
        }
    }

    /**
     * Where it stands on the log, and how it came there.
     *
     * @param tokenId of the token by which it came to the gateway; null when by none
     * @param tokenName that the token had then
     * @param traceId null when it came in no trace
     */
    record Source(
            String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable String tokenId,
            @Nullable String tokenName,
            @Nullable String traceId)
            implements Writable {

        private static @Nullable Source of(Readable row) {
            String topic = text(row, "source_topic");
            return topic == null
                    ? null
                    : new Source(
                            topic,
                            row.get("source_partition", Integer.class),
                            row.get("source_offset", Long.class),
                            text(row, "token_id"),
                            text(row, "token_name"),
                            text(row, "trace_id"));
        }

        @Override
        public void write(ObjectWriter out) {
            out.text("topic", topic)
                    .number("partition", partition)
                    .number("offset", offset)
                    .text("token_id", tokenId)
                    .text("token", tokenName)
                    .text("trace_id", traceId);
        }
    }

    /** What became of it on Discord. */
    record Fate(
            String state,
            @Nullable String channel,
            @Nullable String messageId,
            @Nullable String reason,
            @Nullable Instant at)
            implements Writable {

        private static @Nullable Fate of(Readable row) {
            String state = text(row, "discord_state");
            return state == null
                    ? null
                    : new Fate(
                            state,
                            text(row, "discord_channel"),
                            text(row, "discord_message_id"),
                            text(row, "discord_reason"),
                            instant(row, "discord_at"));
        }

        @Override
        public void write(ObjectWriter out) {
            out.text("state", state)
                    .text("channel", channel)
                    .text("message_id", messageId)
                    .text("reason", reason)
                    .text("at", at);
        }
    }

    private static @Nullable String text(Readable row, String column) {
        return row.get(column, String.class);
    }

    private static @Nullable Instant instant(Readable row, String column) {
        return row.get(column, Instant.class);
    }
}
