package dev.mcsync.infra.proof.sim;

import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.publish.OutgoingPublisher;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * A transactional producer as the client is: a record that was not taken, or a fence, shows when
 * the transaction ends. For one thread.
 */
final class ProducerTwin implements OutgoingPublisher {

    private final World world;
    private final LogTwin log;
    private final String prefix;
    private int suffix;
    private int epoch;
    private boolean hasBegun;
    private boolean hasFailed;

    ProducerTwin(World world, LogTwin log, String prefix) {
        this.world = world;
        this.log = log;
        this.prefix = prefix;
    }

    /** At the start, under the id that a killed predecessor had. */
    void open() {
        epoch = world.step("producer.init", () -> log.takeUp(id()), ProducerTwin::timeout);
    }

    /** In place of one that failed, which Spring closes; the next one has another id. */
    void replace() {
        suffix++;
        open();
    }

    /** The broker hears of it with the first record. */
    void begin() {
        hasBegun = false;
        hasFailed = false;
    }

    @Override
    public void publish(Outgoing record) {
        Fault fault = world.fault("producer.send", true);
        beginOnce();
        if (fault == Fault.FAIL) {
            hasFailed = true;
            return;
        }
        if (!log.isFenced(id(), epoch)) {
            log.append(id(), record);
        }
        hasFailed |= fault == Fault.LOSE_ANSWER;
        if (fault == Fault.KILL_AFTER) {
            world.killMe();
        }
    }

    void sendOffsets(
            GroupTwin group, GroupTwin.Member member, int generation, Map<Integer, Long> offsets) {
        beginOnce();
        world.step(
                "producer.offsets",
                () -> {
                    checkFence();
                    if (!group.accepts(member, generation)) {
                        throw new CommitFailedException("another generation");
                    }
                    log.addOffsets(id(), group, offsets);
                    return true;
                },
                ProducerTwin::timeout);
    }

    void commit() {
        world.step(
                "producer.commit",
                () -> {
                    checkFence();
                    if (hasFailed) {
                        throw new KafkaException("a record was not taken");
                    }
                    log.commit(id());
                    return true;
                },
                ProducerTwin::timeout);
    }

    void abort() {
        if (!hasBegun) {
            return;
        }
        world.step(
                "producer.abort",
                () -> {
                    checkFence();
                    log.abort(id());
                    return true;
                },
                ProducerTwin::timeout);
    }

    /** The broker takes no new transaction before the last one has ended on every partition. */
    private void beginOnce() {
        if (!hasBegun) {
            hasBegun = true;
            world.await(() -> log.isFree(id()), null);
        }
    }

    private String id() {
        return prefix + suffix;
    }

    private void checkFence() {
        if (log.isFenced(id(), epoch)) {
            throw new ProducerFencedException("a newer epoch of " + id());
        }
    }

    private static RuntimeException timeout() {
        return new TimeoutException("no answer");
    }
}
