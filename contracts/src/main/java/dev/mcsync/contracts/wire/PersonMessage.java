package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.json.WireName;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a person has said to the agent of a task. It is handed over again until the agent says that
 * it has it.
 *
 * @param id of the fact by which it was said; what the agent acknowledges
 * @param questionId that it answers; null exactly for a note
 * @param text 1 to {@value #MAX_TEXT_LENGTH} code points
 * @param sentAt when the log took it
 */
public record PersonMessage(
        EventId id, Kind kind, @Nullable QuestionId questionId, String text, Instant sentAt) {

    public static final int MAX_TEXT_LENGTH = 2000;

    public enum Kind implements WireName {
        /** To a question, and so only for the attempt that asked it. */
        ANSWER,
        /** On the task, for whichever attempt comes to read it. */
        NOTE;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static PersonMessage answer(TaskAnswered fact, Instant at) {
        return new PersonMessage(fact.eventId(), Kind.ANSWER, fact.questionId(), fact.text(), at);
    }

    static PersonMessage note(TaskNoted fact, Instant at) {
        return new PersonMessage(fact.eventId(), Kind.NOTE, null, fact.text(), at);
    }
}
