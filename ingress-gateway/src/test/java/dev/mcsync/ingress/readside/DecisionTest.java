package dev.mcsync.ingress.readside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionTest {

    private static final TaskState RUNNING = new TaskState(TaskStatus.RUNNING, Stage.DOING, 3);

    @Test
    void nothingIsToldOfATaskOfAnotherAgent() {
        assertThat(Decision.of(refused(Reason.WRONG_AGENT)).after()).isNull();
        assertThat(Decision.of(refused(Reason.STALE_ATTEMPT)).after()).isEqualTo(RUNNING);
    }

    private static TaskOutcome refused(Reason reason) {
        return new TaskOutcome(
                new EventId("evt_1"),
                FactType.DONE,
                new TaskId("tsk_1"),
                "A task",
                new Actor(new AgentId("agent-8"), new CommandId("cmd_1"), 1),
                new Transition(Effect.REFUSED, reason, RUNNING, RUNNING, List.of()),
                Remark.NONE,
                new Provenance(
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new SourcePosition("mc.task-events", 0, 1)),
                null);
    }
}
