package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskRetried;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * What is put on the log in one run: the lives of a few tasks, interleaved, with all that goes
 * wrong before the log: duplicates, another order, reports of attempts that were given up, facts
 * under an id already used, records that are no facts.
 */
final class Workload {

    /**
     * A record to be put on the log.
     *
     * @param partition where a foreign partitioner puts it; null where it belongs
     */
    record Input(
            Topic topic,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value) {}

    private final RandomGenerator random;
    private final int partitions;
    private final List<Input> inputs = new ArrayList<>();
    private final Talk talk;
    private final SignsOfLife signs;
    private int made;

    private Workload(RandomGenerator random, int partitions) {
        this.random = random;
        this.partitions = partitions;
        this.talk = new Talk(random, this::id, this::add);
        this.signs = new SignsOfLife(random, this::id, this::add);
    }

    static List<Input> random(RandomGenerator random, int partitions) {
        Workload workload = new Workload(random, partitions);
        workload.fill(2 + random.nextInt(3), 1 + random.nextInt(2));
        return workload.inputs;
    }

    /** One whole life with a retry, and beside it a record of each bad kind. */
    static List<Input> fixed(RandomGenerator random, int partitions) {
        Workload workload = new Workload(random, partitions);
        TaskId task = new TaskId("tsk_0");
        AgentId agent = new AgentId("agent-0");
        CommandId first = new CommandId("cmd_0_1");
        CommandId second = new CommandId("cmd_0_2");
        workload.add(workload.created(task, agent, first, Stage.TODO));
        workload.signs.heartbeat(agent);
        workload.add(workload.report(task, agent, first, ReportType.ACK));
        workload.add(workload.report(task, agent, first, ReportType.FAILED));
        workload.duplicateOfLast();
        workload.garbage();
        workload.add(new TaskRetried(workload.id(), task, second, null, null));
        workload.add(workload.report(task, agent, first, ReportType.DONE));
        workload.misrouted(workload.report(task, agent, second, ReportType.RUNNING));
        workload.talk.once(new Talk.Work(task, agent, second)).forEach(Runnable::run);
        workload.add(workload.poison(task, agent, second));
        workload.add(workload.report(task, agent, second, ReportType.DONE));
        return workload.inputs;
    }

    private void fill(int tasks, int agents) {
        List<List<Runnable>> lives = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            lives.add(life(new TaskId("tsk_" + i), new AgentId("agent-" + random.nextInt(agents))));
        }
        while (!lives.isEmpty()) {
            List<Runnable> life = lives.get(random.nextInt(lives.size()));
            life.removeFirst().run();
            if (life.isEmpty()) {
                lives.remove(life);
            }
            disturb(agents);
        }
        reorder();
    }

    private void disturb(int agents) {
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> duplicateOfLast();
            case 3, 4 -> duplicateOfAny();
            case 5, 6 -> signs.heartbeat(new AgentId("agent-" + random.nextInt(agents)));
            case 7 -> garbage();
            case 9 -> signs.goodbye(new AgentId("agent-" + random.nextInt(agents)));
            case 10 -> signs.retired(new AgentId("agent-" + random.nextInt(agents)));
            case 11 -> archived(new TaskId("tsk_" + random.nextInt(4)));
            case 8 ->
                    add(
                            report(
                                    new TaskId("tsk_unknown"),
                                    new AgentId("agent-0"),
                                    new CommandId("cmd_x"),
                                    ReportType.ACK));
            default -> {}
        }
    }

    private List<Runnable> life(TaskId task, AgentId agent) {
        List<Runnable> life = new ArrayList<>();
        CommandId command = new CommandId("cmd_" + task + "_1");
        boolean backlog = random.nextInt(4) == 0;
        CommandId first = command;
        life.add(() -> add(created(task, agent, first, backlog ? Stage.BACKLOG : Stage.TODO)));
        if (backlog) {
            life.add(() -> add(new TaskMoved(id(), task, Stage.TODO, null, null)));
        }
        int attempts = 1 + (random.nextInt(3) == 0 ? 1 : 0);
        for (int attempt = 1; attempt <= attempts; attempt++) {
            CommandId current = new CommandId("cmd_" + task + "_" + attempt);
            if (attempt > 1) {
                life.add(() -> add(new TaskRetried(id(), task, current, null, null)));
                life.add(() -> add(report(task, agent, first, ReportType.PROGRESS)));
            }
            attempt(life, task, agent, current, attempt == attempts);
        }
        return life;
    }

    private void attempt(
            List<Runnable> life, TaskId task, AgentId agent, CommandId command, boolean isLast) {
        if (random.nextInt(5) > 0) {
            life.add(() -> add(report(task, agent, command, ReportType.ACK)));
        }
        if (random.nextInt(4) > 0) {
            life.add(() -> add(report(task, agent, command, ReportType.RUNNING)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            life.add(() -> add(report(task, agent, command, ReportType.PROGRESS)));
        }
        Talk.Work work = new Talk.Work(task, agent, command);
        life.addAll(talk.duringWork(work));
        switch (random.nextInt(8)) {
            case 0 -> life.add(() -> add(new TaskMoved(id(), task, Stage.REVIEW, null, null)));
            case 1 ->
                    life.add(() ->
                            add(report(task, new AgentId("agent-9"), command, ReportType.DONE)));
            case 2 -> life.add(() -> add(poison(task, agent, command)));
            case 3 -> life.add(() -> misrouted(report(task, agent, command, ReportType.PROGRESS)));
            case 4 -> life.add(() -> conflict(task, agent, command));
            case 5 -> life.add(() -> add(new TaskMoved(id(), task, Stage.TODO, 3L, null)));
            case 6 -> parked(life, task, id());
            default -> {}
        }
        if (!isLast) {
            life.add(() -> add(report(task, agent, command, ReportType.FAILED)));
        } else {
            switch (random.nextInt(6)) {
                case 0 -> life.add(() -> add(new TaskCancelled(id(), task, null, null)));
                case 1 -> life.add(() -> add(report(task, agent, command, ReportType.FAILED)));
                case 2 -> failedAndParked(life, task, agent, command);
                case 3 -> {}
                default -> life.add(() -> add(report(task, agent, command, ReportType.DONE)));
            }
        }
        life.addAll(talk.afterwards(work));
    }

    private void parked(List<Runnable> life, TaskId task, EventId back) {
        life.add(() -> add(new TaskMoved(id(), task, Stage.BACKLOG, null, null)));
        life.add(() -> add(new TaskMoved(back, task, Stage.TODO, null, null)));
    }

    /** With tries left, the card comes back as another attempt. */
    private void failedAndParked(
            List<Runnable> life, TaskId task, AgentId agent, CommandId command) {
        EventId back = id();
        CommandId next = CommandId.derivedFrom("attempt", task + " " + back);
        life.add(() -> add(report(task, agent, command, ReportType.FAILED)));
        parked(life, task, back);
        life.add(() -> add(report(task, agent, next, ReportType.DONE)));
    }

    /** A few neighbours change places, as HTTP may have it. */
    private void reorder() {
        for (int i = random.nextInt(3); i > 0 && inputs.size() > 2; i--) {
            int at = random.nextInt(inputs.size() - 1);
            Input moved = inputs.remove(at);
            inputs.add(Math.min(inputs.size(), at + 1 + random.nextInt(2)), moved);
        }
    }

    private TaskCreated created(TaskId task, AgentId agent, CommandId command, Stage stage) {
        return new TaskCreated(
                id(),
                command,
                new Brief(task, agent, "Title of " + task, null, limits()),
                stage,
                null);
    }

    /** Some tasks are tried again by themselves, and soon. */
    private TaskLimits limits() {
        return random.nextInt(4) == 0
                ? new TaskLimits(
                        Duration.ofSeconds(30),
                        null,
                        1 + random.nextInt(3),
                        random.nextBoolean() ? Duration.ofSeconds(200) : null)
                : TaskLimits.DEFAULT;
    }

    /** Each has a message of its own, so that its line in the channel tells which it was. */
    private AgentReport report(TaskId task, AgentId agent, CommandId command, ReportType type) {
        EventId id = id();
        return new AgentReport(
                id,
                task,
                agent,
                command,
                type,
                null,
                "said " + made,
                null,
                type == ReportType.PROGRESS ? random.nextInt(101) : null,
                type == ReportType.FAILED ? "e1" : null,
                null,
                new AgentReport.Words(
                        null, List.of(), type == ReportType.DONE ? talk.result() : null));
    }

    private AgentReport poison(TaskId task, AgentId agent, CommandId command) {
        return new AgentReport(
                id(),
                task,
                agent,
                command,
                ReportType.PROGRESS,
                null,
                LedgerTwin.POISON,
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }

    private void conflict(TaskId task, AgentId agent, CommandId command) {
        AgentReport one = report(task, agent, command, ReportType.PROGRESS);
        add(one);
        add(
                new AgentReport(
                        one.eventId(),
                        task,
                        agent,
                        command,
                        ReportType.PROGRESS,
                        null,
                        "something else",
                        null,
                        null,
                        null,
                        null,
                        AgentReport.Words.NONE));
    }

    /** As a processor finds it at some version, which may be another one by then. */
    private void archived(TaskId task) {
        add(new TaskArchived(id(), task, 1 + random.nextInt(8), null));
    }

    private void add(AgentFact fact) {
        inputs.add(
                new Input(
                        Topic.AGENT_HEARTBEATS,
                        null,
                        utf8(fact.agentId().value()),
                        WireCodec.encode(fact)));
    }

    private void garbage() {
        Topic topic = random.nextBoolean() ? Topic.TASK_EVENTS : Topic.AGENT_HEARTBEATS;
        inputs.add(
                switch (random.nextInt(4)) {
                    case 0 -> new Input(topic, null, utf8("tsk_0"), utf8("{\"type\":"));
                    case 1 -> new Input(topic, 0, null, utf8("{}"));
                    case 2 -> new Input(topic, null, utf8("tsk_0"), null);
                    default -> mismatch();
                });
    }

    private Input mismatch() {
        AgentReport report =
                report(
                        new TaskId("tsk_0"),
                        new AgentId("agent-0"),
                        new CommandId("cmd_tsk_0_1"),
                        ReportType.DONE);
        return new Input(Topic.TASK_EVENTS, null, utf8("another-task"), WireCodec.encode(report));
    }

    private void misrouted(TaskFact fact) {
        byte[] key = utf8(fact.taskId().value());
        int right = Utils.toPositive(Utils.murmur2(key)) % partitions;
        inputs.add(
                new Input(
                        Topic.TASK_EVENTS, (right + 1) % partitions, key, WireCodec.encode(fact)));
    }

    private void duplicateOfLast() {
        if (!inputs.isEmpty()) {
            inputs.add(inputs.getLast());
        }
    }

    private void duplicateOfAny() {
        if (!inputs.isEmpty()) {
            inputs.add(inputs.get(random.nextInt(inputs.size())));
        }
    }

    private void add(TaskFact fact) {
        inputs.add(
                new Input(
                        Topic.TASK_EVENTS,
                        null,
                        utf8(fact.taskId().value()),
                        WireCodec.encode(fact)));
    }

    private EventId id() {
        return new EventId("evt_" + ++made);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
