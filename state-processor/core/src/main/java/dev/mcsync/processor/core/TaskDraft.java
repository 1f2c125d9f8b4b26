package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next version of a task while a decision fills it in. For one decision. */
final class TaskDraft {

    /** Together with the next one, keeps a task within the size of a record. */
    private static final int MAX_PRIOR_ATTEMPTS = 20;

    /** In UTF-16 units. */
    private static final int MAX_PRIOR_MESSAGE_LENGTH = 200;

    private final TaskSnapshot now;
    private final Instant at;
    private Brief brief;
    private long version;
    private Attempt attempt;
    private Phase phase;
    private Moments moments;
    private Remark remark;
    private Dialogue dialogue;
    private @Nullable Result result;

    /** Whatever happens to a task brings it back to the board. */
    private @Nullable Instant archivedAt;

    /**
     * @param at when the log took the fact
     */
    TaskDraft(TaskSnapshot now, Instant at) {
        this.now = now;
        this.at = at;
        this.brief = now.brief();
        this.version = now.version();
        this.attempt = now.attempt();
        this.phase = now.phase();
        this.moments = now.moments();
        this.remark = now.remark();
        this.dialogue = now.dialogue();
        this.result = now.result();
    }

    TaskDraft status(TaskStatus next) {
        moments = MomentRule.after(phase.status(), next, moments, at);
        phase = phase.with(next, at);
        dialogue =
                switch (next) {
                    case QUEUED, ACK, RUNNING -> dialogue;
                    case TIMEOUT -> dialogue.withoutQuestion();
                    case FAILED -> dialogue.ofNextAttempt();
                    case DONE -> Dialogue.NONE;
                };
        return this;
    }

    /** The same because the attempt's agent says so, which shows what it has done so far. */
    TaskDraft reported(TaskStatus next) {
        moments = MomentRule.shown(phase.status(), next, moments, at);
        return status(next);
    }

    TaskDraft stage(Stage next) {
        phase = phase.with(next, at);
        return this;
    }

    /** What the agent said last stays until it says something else. */
    TaskDraft said(@Nullable String message, @Nullable Integer progress) {
        remark = remark.then(message, progress);
        return this;
    }

    /** What its report says beside where the attempt stands. */
    TaskDraft heard(AgentReport report) {
        AgentReport.Words words = report.words();
        dialogue = dialogue.acked(words.acks());
        if (words.question() != null) {
            dialogue = dialogue.asked(words.question(), at);
        }
        if (words.result() != null) {
            result = words.result();
        }
        return this;
    }

    /** While a person is asked, an attempt has at least the time that people have. */
    TaskDraft waitingForAnswer(Duration answerTimeout) {
        Dialogue.Open open = dialogue.open();
        Instant deadlineAt = phase.deadlineAt();
        if (open == null || deadlineAt == null) {
            return this;
        }
        Instant answerDueAt = open.askedAt().plus(answerTimeout);
        return answerDueAt.isAfter(deadlineAt) ? deadline(answerDueAt) : this;
    }

    TaskDraft dialogue(Dialogue next) {
        dialogue = next;
        return this;
    }

    /** What is asked from now on. What another agent has had before stays told of that one. */
    TaskDraft brief(Brief next) {
        if (!next.agentId().equals(brief.agentId())) {
            attempt = attempt.formerlyOf(brief.agentId());
        }
        brief = next;
        return this;
    }

    TaskDraft errorCode(@Nullable String code) {
        remark = remark.withErrorCode(code);
        return this;
    }

    TaskDraft deadline(@Nullable Instant instant) {
        phase = phase.until(instant);
        return this;
    }

    /** The attempt is handed to its agent, for the first time or again. */
    TaskDraft handedOut(Instant decidedAt, Duration ackTimeout) {
        attempt = attempt.delivered(attempt.deliveries() + 1);
        return deadline(decidedAt.plus(ackTimeout));
    }

    /** Handed out to an agent that was away; that counts as one of the tries at most. */
    TaskDraft handedOutAfterReturn(Instant decidedAt, Duration ackTimeout, int maxDeliveries) {
        int before = attempt.deliveries();
        attempt = attempt.delivered(Math.max(before, Math.min(before + 1, maxDeliveries)));
        return deadline(decidedAt.plus(ackTimeout));
    }

    TaskDraft newAttempt(CommandId next) {
        List<PriorAttempt> prior = new ArrayList<>(attempt.prior());
        prior.add(
                new PriorAttempt(
                        attempt.commandId(),
                        attempt.number(),
                        phase.status(),
                        remark.errorCode(),
                        shortened(remark.message()),
                        phase.statusSince(),
                        null));
        attempt =
                attempt.next(
                        next,
                        prior.subList(
                                Math.max(0, prior.size() - MAX_PRIOR_ATTEMPTS), prior.size()));
        phase = phase.anew(TaskStatus.QUEUED, at);
        moments = Moments.NONE;
        remark = Remark.NONE;
        dialogue = dialogue.ofNextAttempt();
        result = null;
        return this;
    }

    /** Another attempt takes the place of one that nobody ended. */
    TaskDraft superseded(CommandId next) {
        if (!phase.status().isEnded()) {
            status(TaskStatus.FAILED).errorCode(TaskEdited.ERROR_CODE);
        }
        return newAttempt(next).deadline(null);
    }

    /** It leaves the board. */
    TaskDraft archived() {
        archivedAt = at;
        return this;
    }

    /** On the board or not, as it was: nothing has happened to the task itself. */
    TaskDraft whereItWas() {
        archivedAt = now.moments().archivedAt();
        return this;
    }

    /** The next version comes after this one rather than after the task's own. */
    TaskDraft above(long otherVersion) {
        version = otherVersion;
        return this;
    }

    TaskSnapshot finish(EventId by) {
        return new TaskSnapshot(
                brief,
                version + 1,
                attempt,
                phase,
                moments.archived(archivedAt),
                remark,
                now.createdAt(),
                at,
                by,
                dialogue,
                result);
    }

    private static @Nullable String shortened(@Nullable String message) {
        if (message == null || message.length() <= MAX_PRIOR_MESSAGE_LENGTH) {
            return message;
        }
        int end = MAX_PRIOR_MESSAGE_LENGTH - 1;
        boolean splitsPair = Character.isHighSurrogate(message.charAt(end - 1));
        return message.substring(0, splitsPair ? end - 1 : end) + "…";
    }
}
