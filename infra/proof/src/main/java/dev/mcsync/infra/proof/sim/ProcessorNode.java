package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.deadline.DeadlineSweeper;
import dev.mcsync.processor.intake.LogListener;
import dev.mcsync.processor.publish.Outgoing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** An instance of the state-processor: a container for each input topic, and the sweeper. */
final class ProcessorNode {

    static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(90),
                    1,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(40),
                    Duration.ofSeconds(150));

    /** More than any simulation has. */
    private static final int MAX_AGENTS = 10_000;

    /** Counts nothing, and costs nothing. */
    private static final MeterRegistry UNREGISTERED = new CompositeMeterRegistry();

    private final World world;
    private final LogTwin log;
    private final DatabaseTwin database;
    private final Outages outages;
    private final int batchSize;
    private final Set<Planted> planted;

    ProcessorNode(
            World world,
            LogTwin log,
            DatabaseTwin database,
            Outages outages,
            int batchSize,
            Set<Planted> planted) {
        this.world = world;
        this.outages = outages;
        this.log = log;
        this.database = database;
        this.batchSize = batchSize;
        this.planted = planted;
    }

    static String groupOf(Topic topic) {
        return "state-processor." + topic.topicName();
    }

    void boot(Node node) {
        world.spawn("tasks", node, () -> intake(node, Topic.TASK_EVENTS));
        world.spawn("agents", node, () -> intake(node, Topic.AGENT_HEARTBEATS));
        world.spawn("sweeper", node, this::sweep);
    }

    private void intake(Node node, Topic topic) {
        String instance = node.name() + "." + topic.topicName();
        LedgerTwin ledger = new LedgerTwin(world, database, node);
        ProducerTwin producer = new ProducerTwin(world, log, instance + ".");
        Messenger messenger = new Messenger(producer, planted);
        LogListener listener =
                topic == Topic.TASK_EVENTS
                        ? LogListener.ofTasks(
                                ledger, new TaskDecider(LIMITS), world, messenger, UNREGISTERED)
                        : LogListener.ofAgents(
                                ledger,
                                new AgentDecider(LIMITS),
                                MAX_AGENTS,
                                world,
                                messenger,
                                UNREGISTERED);
        boolean looksWhenIdle =
                database.goesBack() && !planted.contains(Planted.IDLE_PARTITIONS_NOT_LOOKED_AT);
        new ContainerTwin(world, log, listener, producer, batchSize, planted)
                .run(log.group(groupOf(topic), topic), instance, node, looksWhenIdle);
    }

    private void sweep() {
        DeadlineSweeper sweeper =
                new DeadlineSweeper(
                        new WatchTwin(world, database), this::say, outages, world, UNREGISTERED);
        while (true) {
            Duration rest = sweeper.sweepOnce();
            world.sleep(rest.plusMillis(6_000 + world.random().nextInt(24_000)));
        }
    }

    private void say(List<Outgoing> facts) {
        for (Outgoing fact : facts) {
            world.step(
                    "facts.send",
                    () -> {
                        log.append(fact);
                        return true;
                    },
                    () -> new IllegalStateException("the log did not take a fact in time"));
        }
    }
}
