package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Sets a world up, lets it run until it is quiet, and checks what is left. For one run. */
final class Simulation {

    private static final long MAX_STEPS = 60_000;
    private static final int MAX_LINES = 10;

    private final World world;
    private final LogTwin log;
    private final DatabaseTwin database;
    private final DeliveryTwin deliveries;
    private final DiscordTwin discord;
    private final WatchTwin clocks;
    private final OffsetWatch offsets;
    private final Outages outages;
    private final List<Node> nodes = new ArrayList<>();
    private final List<String> trace;
    private boolean allSent;
    private boolean wasRestored;
    private int doubts;

    private Simulation(
            RandomGenerator random,
            Chaos chaos,
            int partitions,
            Set<Planted> planted,
            boolean traced) {
        this.trace = new ArrayList<>();
        this.world = new World(random, chaos, MAX_STEPS, traced ? trace : null);
        this.log = new LogTwin(world, partitions, planted);
        this.database = new DatabaseTwin(world, planted);
        this.deliveries = new DeliveryTwin(world, database, planted);
        this.discord = new DiscordTwin(world);
        this.clocks = new WatchTwin(world, database);
        this.offsets = new OffsetWatch(world, log, database);
        this.outages = new Outages(world.instant(), planted);
        world.onKill(this::noteDoubt);
        world.onFault((node, _, fault) -> {
            if (fault == Fault.FREEZE || fault == Fault.STALL) {
                noteDoubt(node);
            }
        });
    }

    /** Everything by chance. */
    static Run ofSeed(long seed, Set<Planted> planted, boolean traced) {
        return ofSeed(seed, false, planted, traced);
    }

    /**
     * @param goesBack whether the database surely loses transactions, which else it seldom does
     */
    static Run ofSeed(long seed, boolean goesBack, Set<Planted> planted, boolean traced) {
        SplittableRandom root = new SplittableRandom(seed);
        RandomGenerator shape = root.split();
        int partitions = 1 + shape.nextInt(3);
        int faults = shape.nextInt(9);
        Chaos chaos = Chaos.random(root.split(), faults, 20 + shape.nextInt(120));
        Simulation simulation = new Simulation(root.split(), chaos, partitions, planted, traced);
        int batch = 1 + shape.nextInt(5);
        simulation.addProcessors(1 + shape.nextInt(2), batch, planted);
        simulation.addNotifiers(
                1 + shape.nextInt(2), batch, shape.nextInt(3) == 0 ? 1 : Integer.MAX_VALUE);
        simulation.addClient(Workload.random(root.split(), partitions), false);
        simulation.planRebalances(shape);
        if (shape.nextInt(25) == 0 || goesBack) {
            simulation.planRestore(shape);
        }
        switch (shape.nextInt(12)) {
            case 0 -> simulation.planSleep(shape);
            case 1 -> simulation.planAbsence(shape);
            default -> {}
        }
        return simulation.run((goesBack ? "going back, seed " : "seed ") + seed);
    }

    /** One fault, at one step of one process, and the same workload every time. */
    static Run ofFault(
            String process,
            int batch,
            int step,
            Fault fault,
            Set<Planted> planted,
            boolean traced) {
        return fixed(
                Chaos.scripted(process, step, fault, Duration.ofSeconds(12)),
                batch,
                planted,
                traced,
                "%s of %s at step %d with batches of %d".formatted(fault, process, step, batch));
    }

    static Run fixed(Chaos chaos, int batch, Set<Planted> planted, boolean traced, String name) {
        SplittableRandom root = new SplittableRandom(batch);
        Simulation simulation = new Simulation(root.split(), chaos, 2, planted, traced);
        simulation.addProcessors(2, batch, planted);
        simulation.addNotifiers(1, batch, Integer.MAX_VALUE);
        simulation.addClient(Workload.fixed(root.split(), 2), true);
        return simulation.run(name);
    }

    private void addProcessors(int count, int batch, Set<Planted> planted) {
        ProcessorNode processor = new ProcessorNode(world, log, database, outages, batch, planted);
        for (int i = 1; i <= count; i++) {
            nodes.add(new Node("processor" + i, processor::boot));
        }
    }

    private void addNotifiers(int count, int batch, int coalesceAbove) {
        NotifierNode notifier =
                new NotifierNode(world, log, deliveries, discord, batch, coalesceAbove);
        for (int i = 1; i <= count; i++) {
            nodes.add(new Node("notifier" + i, notifier::boot));
        }
    }

    /** Whoever puts facts on the log: never killed, since a gateway has no state to lose. */
    private void addClient(List<Workload.Input> inputs, boolean atOnce) {
        new Node(
                        "client",
                        node ->
                                world.spawn(
                                        "client",
                                        node,
                                        () -> {
                                            for (Workload.Input input : inputs) {
                                                send(input, atOnce);
                                            }
                                            allSent = true;
                                        }))
                .start();
    }

    private void send(Workload.Input input, boolean atOnce) {
        if (!atOnce) {
            world.sleep(Duration.ofMillis(world.random().nextInt(300)));
            world.await(() -> !outages.areOn(world.instant()), null);
        }
        append(input);
        if (!atOnce && world.random().nextInt(20) == 0) {
            append(input);
        }
    }

    private void append(Workload.Input input) {
        log.append(input.topic(), input.partition(), input.key(), input.value(), List.of());
    }

    private void planRebalances(RandomGenerator random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            world.at(
                    Duration.ofMillis(random.nextInt(8_000)),
                    () -> log.groups().forEach(GroupTwin::rebalance));
        }
    }

    /** At a restart of the processors, or under them while they live. */
    private void planRestore(RandomGenerator random) {
        int lost = 1 + random.nextInt(8);
        boolean isUnderLiving = random.nextBoolean();
        database.mayGoBack();
        world.at(
                Duration.ofMillis(1_000 + random.nextInt(6_000)),
                () -> {
                    world.note("database: restored without its last " + lost + " transactions");
                    wasRestored = true;
                    offsets.wasRestored();
                    database.restore(lost);
                    for (Node node : nodes) {
                        if (!isUnderLiving
                                && node.isAlive()
                                && node.name().startsWith("processor")) {
                            world.kill(node);
                        }
                    }
                });
    }

    /** The machine sleeps for longer than any limit. */
    private void planSleep(RandomGenerator random) {
        Duration length = longerThanAnyLimit(random);
        world.at(
                Duration.ofMillis(1_000 + random.nextInt(20_000)),
                () -> {
                    world.note("everything: asleep for " + length);
                    outages.add(world.instant(), length);
                    noteDoubt();
                    world.oversleep(length);
                });
    }

    /** Everything is away for longer than any limit; whoever would be heard waits. */
    private void planAbsence(RandomGenerator random) {
        Duration length = longerThanAnyLimit(random);
        world.at(
                Duration.ofMillis(1_000 + random.nextInt(20_000)),
                () -> {
                    world.note("everything: away for " + length);
                    outages.add(world.instant(), length);
                    for (Node node : nodes) {
                        if (node.isAlive()) {
                            world.kill(node, length.plusMillis(random.nextInt(5_000)));
                        }
                    }
                });
    }

    private static Duration longerThanAnyLimit(RandomGenerator random) {
        return ProcessorNode.LIMITS.runningTimeout().plusSeconds(5 + random.nextInt(120));
    }

    private Run run(String name) {
        for (Topic topic : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            log.group(ProcessorNode.groupOf(topic), topic).onCommit(offsets);
        }
        nodes.forEach(Node::start);
        world.run(this::isQuiet, () -> true);
        return new Run(name, world.steps(), world.faults(), violation(), trace);
    }

    private @Nullable String violation() {
        Optional<String> offsetsAhead = offsets.violation();
        String problem = world.problem();
        if (problem != null) {
            return "I16 %s; %s".formatted(problem, whatIsLeft());
        }
        if (offsetsAhead.isPresent()) {
            return offsetsAhead.get();
        }
        try {
            int repeats = discord.answersLost() * MAX_LINES + doubts * MAX_LINES;
            new Invariants(log, database, discord, wasRestored, repeats).check();
            new SilenceCheck(log, database, outages).check();
            return null;
        } catch (Invariants.Violated violated) {
            return violated.getMessage();
        }
    }

    private boolean isQuiet() {
        return allSent
                && world.allRest()
                && nodes.stream().allMatch(node -> node.isAlive() && !world.isFrozen(node))
                && !log.hasOpenTransactions()
                && clocks.next().isEmpty()
                && deliveries.isDone()
                && offsets.haveHealed();
    }

    private String whatIsLeft() {
        List<String> left = new ArrayList<>();
        if (!allSent) {
            left.add("some inputs are not sent");
        }
        for (Node node : nodes) {
            if (!node.isAlive() || world.isFrozen(node)) {
                left.add(node.name() + " is down");
            }
        }
        if (!world.allRest()) {
            left.add("somebody is at work");
        }
        if (log.hasOpenTransactions()) {
            left.add("a transaction is open");
        }
        clocks.next().ifPresent(at -> left.add("a clock runs out at " + at));
        if (!deliveries.isDone()) {
            left.add("something is to be delivered");
        }
        return "left: " + left;
    }

    /** A process that is stopped between claim and settlement leaves its message in doubt. */
    private void noteDoubt(Node node) {
        if (node.name().startsWith("notifier")) {
            noteDoubt();
        }
    }

    /** So does a sleep in which the claim runs out. */
    private void noteDoubt() {
        if (deliveries.isTaken()) {
            doubts++;
        }
    }
}
