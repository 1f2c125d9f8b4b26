package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;

/**
 * Decides what people say to the agent of a task.
 *
 * @param limits under which the agent's clock goes on once it has its answer
 */
record TaskWords(Limits limits) {

    /** The first answer counts; the clock, which had waited for it, starts anew. */
    TaskDecision answered(
            TaskSnapshot now,
            Received<TaskAnswered> received,
            TaskDraft draft,
            Decisions decisions) {
        TaskAnswered fact = received.fact();
        if (!fact.commandId().equals(now.commandId())
                || now.status() != TaskStatus.RUNNING
                || !now.dialogue().asks(fact.questionId())) {
            return decisions.refused(Reason.QUESTION_NOT_OPEN);
        }
        if (now.dialogue().isFull()) {
            return decisions.refused(Reason.TOO_MANY_MESSAGES);
        }
        Instant at = received.receivedAt();
        return decisions.applied(
                draft.dialogue(now.dialogue().answered(fact, at))
                        .deadline(at.plus(limits.runningTimeout(now.limits())))
                        .finish(fact.eventId()));
    }

    /** It proves nothing of the agent, so no clock knows of it. */
    static TaskDecision noted(
            TaskSnapshot now, Received<TaskNoted> received, TaskDraft draft, Decisions decisions) {
        if (now.status() == TaskStatus.DONE) {
            return decisions.refused(Reason.ALREADY_FINISHED);
        }
        Dialogue dialogue = now.dialogue();
        if (dialogue.isFull()) {
            return decisions.refused(Reason.TOO_MANY_MESSAGES);
        }
        return decisions.applied(
                draft.dialogue(dialogue.noted(received.fact(), received.receivedAt()))
                        .finish(received.fact().eventId()));
    }
}
