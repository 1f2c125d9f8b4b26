package dev.mcsync.processor.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What facts about tasks do to the agent that holds them. */
class TaskSignTest {

    private static final AgentId AGENT = new AgentId("agt_atlas");
    private static final TaskId ONE = new TaskId("tsk_one");
    private static final TaskId OTHER = new TaskId("tsk_other");
    private static final Duration LIMIT = Facts.LIMITS.offlineAfter();

    private final AgentDecider decider = new AgentDecider(Facts.LIMITS);
    private @Nullable AgentSnapshot agent;
    private Instant now = Facts.START;
    private int events;

    @Test
    void theFirstReportBringsItsAgentOnlineAndIsNoHeartbeat() {
        AgentDecision decision = report(ONE, TaskStatus.ACK);

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().version()).isEqualTo(1);
        assertThat(agent().deadlineAt()).isEqualTo(now.plus(LIMIT));
        assertThat(agent().lastHeartbeatAt()).isNull();
        assertThat(agent().lastEventId()).isEqualTo(new EventId("evt_1"));
        AgentOutcome outcome = requireNonNull(decision.outcome());
        assertThat(outcome.type()).isEqualTo("agent_online");
        assertThat(outcome.eventId()).isNotEqualTo(agent().lastEventId());
    }

    @Test
    void theTaskOfTheNewestReportIsTheCurrentOneUntilItIsOver() {
        report(ONE, TaskStatus.ACK);
        assertThat(agent().currentTaskId()).isEqualTo(ONE);
        report(OTHER, TaskStatus.RUNNING);
        assertThat(agent().currentTaskId()).isEqualTo(OTHER);
        report(OTHER, TaskStatus.DONE);
        assertThat(agent().currentTaskId()).isNull();
    }

    @Test
    void aTaskThatEndsWithoutAReportIsNobodysAnyMore() {
        report(ONE, TaskStatus.RUNNING);

        assertThat(ended(OTHER).changed()).isNull();
        ended(ONE);

        assertThat(agent().currentTaskId()).isNull();
        assertThat(agent().version()).isEqualTo(2);
        assertThat(agent().lastEventId()).isEqualTo(new EventId("evt_3"));
    }

    @Test
    void aReportWithoutEffectShowsLifeAndIsNoNewWork() {
        report(ONE, TaskStatus.RUNNING);
        now = now.plusSeconds(9);

        decide(sign(OTHER, true, false, TaskStatus.RUNNING, now));

        assertThat(agent().currentTaskId()).isEqualTo(ONE);
        assertThat(agent().lastSeenAt()).isEqualTo(now);
        assertThat(agent().version()).isEqualTo(2);
    }

    @Test
    void timeNeverRunsBackwards() {
        report(ONE, TaskStatus.ACK);
        Instant last = now;

        decide(sign(ONE, true, true, TaskStatus.RUNNING, last.minusSeconds(10)));

        assertThat(agent().lastSeenAt()).isEqualTo(last);
        assertThat(agent().deadlineAt()).isEqualTo(last.plus(LIMIT));
        assertThat(agent().version()).isEqualTo(2);
    }

    @Test
    void aReportAfterTheSilenceBringsItsAgentBackAndResolvesTheIncident() {
        report(ONE, TaskStatus.ACK);
        silence();

        AgentDecision decision = report(ONE, TaskStatus.RUNNING);

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(decision.incidents())
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
        assertThat(decision.outcome()).isNotNull();
    }

    @Test
    void aReportFromWithinTheLimitBeforeTheSilenceBringsItsAgentBack() {
        report(ONE, TaskStatus.ACK);
        silence();

        decide(sign(ONE, true, true, TaskStatus.RUNNING, now.minusSeconds(1)));

        assertThat(agent().presence()).isEqualTo(Presence.ONLINE);
        assertThat(agent().presenceSince()).isEqualTo(now);
    }

    /** The log of tasks was read late: nothing follows for the present. */
    @Test
    void oldNewsDoNotBringAnOfflineAgentBack() {
        report(ONE, TaskStatus.ACK);
        silence();
        now = now.plus(Duration.ofMinutes(20));

        AgentDecision decision =
                decide(sign(ONE, true, true, TaskStatus.DONE, now.minus(LIMIT).minusSeconds(1)));

        assertThat(agent().presence()).isEqualTo(Presence.OFFLINE);
        assertThat(agent().deadlineAt()).isNull();
        assertThat(agent().version()).isEqualTo(3);
        assertThat(decision.outcome()).isNull();
    }

    private AgentDecision report(TaskId task, TaskStatus after) {
        return decide(sign(task, true, true, after, now));
    }

    private AgentDecision ended(TaskId task) {
        return decide(sign(task, false, true, TaskStatus.TIMEOUT, now));
    }

    private AgentDecision decide(TaskSign sign) {
        AgentDecision decision = decider.decide(agent, sign, now);
        decision.change().ifPresent(next -> agent = next);
        return decision;
    }

    private void silence() {
        now = now.plus(LIMIT);
        events++;
        agent =
                decider.decide(
                                agent,
                                new Received<>(
                                        SilencePassed.of(AGENT, agent().version(), now),
                                        new SourcePosition("mc.agent-heartbeats", 0, events),
                                        now,
                                        "hash"),
                                now)
                        .changed();
    }

    private TaskSign sign(
            TaskId task, boolean isReport, boolean hasEffect, TaskStatus after, Instant at) {
        events++;
        return new TaskSign(
                new EventId("evt_" + events),
                AGENT,
                task,
                isReport,
                hasEffect,
                after,
                at,
                new SourcePosition("mc.task-events", 0, events));
    }

    private AgentSnapshot agent() {
        return requireNonNull(agent);
    }
}
