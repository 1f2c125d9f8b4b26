package dev.mcsync.infra.proof.agent;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.Received;
import org.jspecify.annotations.Nullable;

/** Bugs in what the processor decides. Called by woven code. */
public final class DecisionBugs {

    private DecisionBugs() {}

    public static boolean neverAnother(boolean isOther) {
        if (isOther) {
            Effects.of(PlantedBug.NO_VERSION_CHECK);
        }
        return false;
    }

    /** As if the deadline had been seen to pass for the task as it stands now. */
    public static Received<DeadlinePassed> believed(
            String bug, TaskSnapshot now, Received<DeadlinePassed> received) {
        DeadlinePassed passed = received.fact();
        if (passed.seenVersion() == now.version() || now.phase().deadlineAt() == null) {
            return received;
        }
        Effects.of(PlantedBug.of(bug));
        return received.with(Copies.with(passed, "seenVersion", now.version()));
    }

    /** As if the silence had been seen of the agent as it stands now. */
    public static SilencePassed believed(
            String bug, @Nullable AgentSnapshot now, SilencePassed passed) {
        if (now == null
                || passed.seenVersion() == now.version()
                || now.presence() == Presence.OFFLINE) {
            return passed;
        }
        Effects.of(PlantedBug.of(bug));
        return Copies.with(passed, "seenVersion", now.version());
    }
}
