package dev.mcsync.infra.operator.check;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.infra.operator.check.SystemUnderCheck.Assignment;
import dev.mcsync.infra.operator.check.SystemUnderCheck.Standing;
import dev.mcsync.infra.operator.check.Verdict.Passed;
import java.time.Duration;

/** A task whose agent starts it and then says no more of it. */
final class Forgetting {
    private static final String AGENT = "mc-sync-check-forgetful";

    private final SystemUnderCheck system;
    private final TimeLimit limit;
    private final Assignment task;

    private Forgetting(SystemUnderCheck system, TimeLimit limit, Assignment task) {
        this.system = system;
        this.limit = limit;
        this.task = task;
    }

    /** The agent's last word is said now. */
    static Forgetting begin(SystemUnderCheck system, TimeLimit limit) {
        String commandId = CommandId.fresh().toString();
        system.heartbeat(AGENT);
        Assignment task = system.created("mc-sync check: forgotten", AGENT, commandId);
        start(system, task);
        return new Forgetting(system, limit, task);
    }

    Verdict show() {
        return limit.await(system.task(task), this::showWithin);
    }

    private Verdict showWithin(Duration time) {
        Standing standing = system.reaches(task, "timeout", "blocked", time);
        return new Passed(standing.toString());
    }

    private static void start(SystemUnderCheck system, Assignment task) {
        system.reaches(task, "queued", "todo");
        system.report(task, "ack");
        system.report(task, "running");
        system.reaches(task, "running", "doing");
    }
}
