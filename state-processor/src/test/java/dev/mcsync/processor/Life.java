package dev.mcsync.processor;

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

/** What becomes of a task of agent "worker", from its beginning to its end. */
final class Life {

    /** The version that it ends with. */
    static final int FACTS = 4;

    private static final List<ReportType> REPORTS =
            List.of(ReportType.ACK, ReportType.RUNNING, ReportType.DONE);

    private Life() {}

    static List<TaskFact> of(int number) {
        TaskId task = new TaskId("tsk_" + number);
        CommandId command = new CommandId("cmd_" + number);
        AgentId agent = new AgentId("worker");
        List<TaskFact> life = new ArrayList<>();
        life.add(
                new TaskCreated(
                        new EventId("evt_" + number + "_created"),
                        command,
                        new Brief(task, agent, "Task " + number),
                        Stage.TODO,
                        null));
        for (ReportType type : REPORTS) {
            life.add(
                    new AgentReport(
                            new EventId("evt_" + number + "_" + type.wireName()),
                            task,
                            agent,
                            command,
                            type,
                            null,
                            "It is " + type.wireName(),
                            null,
                            null,
                            null,
                            null,
                            AgentReport.Words.NONE));
        }
        return life;
    }
}
