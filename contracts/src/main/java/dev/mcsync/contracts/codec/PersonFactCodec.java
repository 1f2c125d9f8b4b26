package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskEdited.Change;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskNoted;
import java.time.Instant;

/** What people say to agents, and what they change of what is asked. */
final class PersonFactCodec {

    private PersonFactCodec() {}

    static Decoded<TaskFact> readAnswered(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        QuestionId questionId = in.id("question_id", QuestionId::new);
        String text = in.text("text", 1, PersonMessage.MAX_TEXT_LENGTH);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskAnswered(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(commandId),
                        requireNonNull(questionId),
                        requireNonNull(text),
                        occurredAt));
    }

    /** What it has beside what every fact has. */
    static void write(ObjectWriter out, TaskAnswered answered) {
        out.text("command_id", answered.commandId())
                .text("question_id", answered.questionId())
                .text("text", answered.text());
    }

    /** Likewise. */
    static void write(ObjectWriter out, TaskEdited edited) {
        out.text("command_id", edited.commandId())
                .text("title", edited.change().title())
                .text("instructions", edited.change().instructions())
                .text("agent_id", edited.change().agentId())
                .number("expected_version", edited.expectedVersion());
    }

    static Decoded<TaskFact> readNoted(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        String text = in.text("text", 1, PersonMessage.MAX_TEXT_LENGTH);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskNoted(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(text),
                        occurredAt));
    }

    static Decoded<TaskFact> readEdited(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        Change change =
                new Change(
                        in.optionalText("title", 1, TaskCreated.MAX_TITLE_LENGTH),
                        in.optionalText("instructions", 0, Brief.MAX_INSTRUCTIONS_LENGTH),
                        in.optionalId("agent_id", AgentId::new));
        Long expectedVersion = in.optionalInteger("expected_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskEdited(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(commandId),
                        change,
                        expectedVersion,
                        occurredAt));
    }
}
