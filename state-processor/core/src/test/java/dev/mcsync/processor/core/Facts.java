package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The story that the tests of the core tell: one task, one agent, and a clock moved by hand. */
final class Facts {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(180),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Limits.DEFAULT_ANSWER_TIMEOUT);
    static final TaskId TASK = new TaskId("tsk_1");
    static final AgentId AGENT = new AgentId("agt_atlas");
    static final CommandId FIRST = new CommandId("cmd_1");
    static final CommandId SECOND = new CommandId("cmd_2");

    private final TaskDecider decider = new TaskDecider(LIMITS);
    private @Nullable TaskSnapshot task;
    private Instant now = START;
    private int events;

    static Facts story() {
        return new Facts();
    }

    /** A task that took the shortest way to the status. */
    static Facts taskIn(TaskStatus status) {
        Facts facts = story().created(Stage.TODO);
        return switch (status) {
            case QUEUED -> facts;
            case ACK -> facts.reported(ReportType.ACK);
            case RUNNING -> facts.reported(ReportType.ACK).reported(ReportType.RUNNING);
            case DONE -> facts.reported(ReportType.DONE);
            case FAILED -> facts.reported(ReportType.FAILED);
            case TIMEOUT -> facts.reported(ReportType.RUNNING).deadlinePassed();
        };
    }

    Facts after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Facts created(Stage stage) {
        return created(stage, TaskLimits.DEFAULT);
    }

    Facts created(Stage stage, TaskLimits limits) {
        decide(creation(stage, limits));
        return this;
    }

    TaskCreated creation(Stage stage, TaskLimits limits) {
        return new TaskCreated(
                nextId(), FIRST, new Brief(TASK, AGENT, "A task", null, limits), stage, null);
    }

    Facts reported(ReportType type) {
        decide(report(type));
        return this;
    }

    Facts deadlinePassed() {
        decide(deadline());
        return this;
    }

    TaskDecision decide(TaskFact fact) {
        TaskDecision decision = decider.decide(task, received(fact), now);
        decision.change().ifPresent(next -> task = next);
        return decision;
    }

    AgentReport report(ReportType type) {
        return report(type, FIRST, AGENT, null);
    }

    AgentReport report(ReportType type, CommandId attempt, AgentId agent, @Nullable Stage stage) {
        return new AgentReport(
                nextId(),
                TASK,
                agent,
                attempt,
                type,
                stage,
                null,
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }

    /** That the current attempt goes on, and what its agent has to say to people. */
    AgentReport progress(@Nullable Question question, EventId... acks) {
        return new AgentReport(
                nextId(),
                TASK,
                task().agentId(),
                task().commandId(),
                ReportType.PROGRESS,
                null,
                null,
                null,
                null,
                null,
                null,
                new AgentReport.Words(question, List.of(acks), null));
    }

    TaskAnswered answered(CommandId attempt, QuestionId question, String text) {
        return new TaskAnswered(nextId(), TASK, attempt, question, text, null);
    }

    TaskNoted noted(String text) {
        return new TaskNoted(nextId(), TASK, text, null);
    }

    TaskEdited edited(TaskEdited.Change change, CommandId attempt) {
        return new TaskEdited(nextId(), TASK, attempt, change, null, null);
    }

    DeadlinePassed deadline() {
        return DeadlinePassed.of(TASK, task().commandId(), task().version(), false, now);
    }

    AgentRestarted restarted() {
        return AgentRestarted.of(TASK, task().commandId(), AGENT, new BootId("boot_2"), now);
    }

    DeadlinePassed deadlineAfterReturn() {
        return DeadlinePassed.of(TASK, task().commandId(), task().version(), true, now);
    }

    TaskMoved moved(Stage stage, @Nullable Long expectedVersion) {
        return new TaskMoved(nextId(), TASK, stage, expectedVersion, null);
    }

    TaskRetried retried(CommandId attempt) {
        return new TaskRetried(nextId(), TASK, attempt, null, null);
    }

    TaskCancelled cancelled() {
        return new TaskCancelled(nextId(), TASK, null, null);
    }

    TaskSnapshot task() {
        if (task == null) {
            throw new IllegalStateException("Expected a task, found none yet");
        }
        return task;
    }

    Instant now() {
        return now;
    }

    Received<TaskFact> received(TaskFact fact) {
        return new Received<>(
                fact, new SourcePosition("mc.task-events", 0, events), now, "hash-" + events);
    }

    private EventId nextId() {
        return new EventId("evt_" + ++events);
    }
}
