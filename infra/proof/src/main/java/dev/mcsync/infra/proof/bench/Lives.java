package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole lives of tasks, from their creation until they are done; always the same for a number.
 *
 * @param mark in every id, so that measurements do not meet
 * @param agents that share the tasks
 */
record Lives(String mark, int agents) {

    private static final List<ReportType> REPORTS =
            List.of(ReportType.ACK, ReportType.RUNNING, ReportType.PROGRESS, ReportType.DONE);

    /** What a task's life counts: its creation and its reports. */
    static final int EVENTS_A_TASK = 1 + REPORTS.size();

    /** In the order in which they happen. */
    List<TaskFact> of(int number) {
        CommandId command = new CommandId("cmd_" + mark + "_" + number);
        TaskId task = TaskId.derivedFrom(command);
        AgentId agent = new AgentId("agt_" + mark + "_" + number % agents);
        List<TaskFact> life = new ArrayList<>();
        life.add(
                new TaskCreated(
                        event(number, "created"),
                        command,
                        new Brief(task, agent, "Task " + number),
                        Stage.TODO,
                        null));
        for (ReportType type : REPORTS) {
            life.add(
                    new AgentReport(
                            event(number, type.wireName()),
                            task,
                            agent,
                            command,
                            type,
                            null,
                            "Step " + type.wireName() + " of task " + number,
                            null,
                            type == ReportType.PROGRESS ? 50 : null,
                            null,
                            null,
                            AgentReport.Words.NONE));
        }
        return life;
    }

    private EventId event(int number, String type) {
        return new EventId("evt_" + mark + "_" + number + "_" + type);
    }
}
