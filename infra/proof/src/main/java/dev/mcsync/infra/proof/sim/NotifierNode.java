package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.delivery.SendingRules;
import dev.mcsync.notifier.intake.OutcomeListener;
import dev.mcsync.notifier.intake.RejectedRecords;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.IncidentBook;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.listener.BatchMessageListener;
import reactor.core.publisher.Mono;

/** An instance of the notifier: the container that reads outcomes, and the sender. */
final class NotifierNode {

    static final String GROUP = "mc-notifier";

    private static final String CHANNEL = "team";
    private static final Duration HOLD = Duration.ofSeconds(20);
    private static final MeterRegistry UNREGISTERED = new CompositeMeterRegistry();

    /** What the notifier itself never needs here: all outcomes are the processor's. */
    private static final RejectedRecords NOTHING_REJECTED =
            (_, reason, _) -> {
                throw new IllegalStateException("Expected every outcome to be good: " + reason);
            };

    private final World world;
    private final LogTwin log;
    private final DeliveryTwin deliveries;
    private final DiscordTwin discord;
    private final int batchSize;
    private final int coalesceAbove;

    NotifierNode(
            World world,
            LogTwin log,
            DeliveryTwin deliveries,
            DiscordTwin discord,
            int batchSize,
            int coalesceAbove) {
        this.world = world;
        this.log = log;
        this.deliveries = deliveries;
        this.discord = discord;
        this.batchSize = batchSize;
        this.coalesceAbove = coalesceAbove;
    }

    void boot(Node node) {
        SchedulerTwin scheduler = new SchedulerTwin(world);
        ChannelDelivery delivery =
                ChannelDelivery.of(
                        CHANNEL,
                        deliveries.forProcess(node, scheduler),
                        new NoIncidents(),
                        discord.webhook(scheduler),
                        new SendingRules(
                                new ClaimRule(coalesceAbove, 10, HOLD),
                                Duration.ofSeconds(25),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(2),
                                5,
                                5,
                                5,
                                Duration.ofSeconds(2)),
                        UNREGISTERED,
                        Duration.ofSeconds(20),
                        world,
                        new SplittableRandom(world.random().nextLong()),
                        scheduler);
        world.spawn(
                "sender",
                node,
                () -> {
                    delivery.start();
                    scheduler.run();
                });
        world.spawn("outcomes", node, () -> intake(node, delivery));
    }

    private void intake(Node node, ChannelDelivery delivery) {
        GroupTwin group = log.group(GROUP, Topic.TASK_OUTCOMES);
        BatchMessageListener<byte[], byte[]> listener =
                OutcomeListener.intake(
                        deliveries.forProcess(node, null),
                        NOTHING_REJECTED,
                        CHANNEL,
                        true,
                        UNREGISTERED,
                        delivery::ring);
        ConsumerTwin consumer =
                new ConsumerTwin(world, log, group, node.name(), node, ConsumerTwin.Callbacks.NONE);
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> batch = consumer.poll(batchSize);
            if (!batch.isEmpty()) {
                note(batch, listener, consumer, group);
            }
        }
    }

    /** Spring's container without transactions, with the handler that never gives up. */
    private void note(
            List<ConsumerRecord<byte[], byte[]>> batch,
            BatchMessageListener<byte[], byte[]> listener,
            ConsumerTwin consumer,
            GroupTwin group) {
        try {
            listener.onMessage(batch);
        } catch (RuntimeException _) {
            starts(batch).forEach(consumer::seek);
            world.sleep(Duration.ofMillis(200));
            return;
        }
        try {
            world.step(
                    "consumer.commit",
                    () -> {
                        if (!group.accepts(consumer.member(), consumer.generation())) {
                            throw new CommitFailedException("another generation");
                        }
                        group.commit(ends(batch));
                        return true;
                    },
                    () -> new TimeoutException("no answer"));
        } catch (RuntimeException e) {
            world.note("container: offsets not committed: " + e.getMessage());
        }
    }

    private static Map<Integer, Long> starts(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Integer, Long> starts = new TreeMap<>();
        batch.forEach(record -> starts.putIfAbsent(record.partition(), record.offset()));
        return starts;
    }

    private static Map<Integer, Long> ends(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Integer, Long> ends = new TreeMap<>();
        batch.forEach(record -> ends.put(record.partition(), record.offset() + 1));
        return ends;
    }

    /** Incidents of a refused channel are not simulated: nothing here looks at them. */
    private static final class NoIncidents implements IncidentBook {
        @Override
        public Mono<Void> open(Incident incident) {
            return Mono.empty();
        }

        @Override
        public Mono<Void> resolve(String cause, String resolvedBy) {
            return Mono.empty();
        }
    }
}
