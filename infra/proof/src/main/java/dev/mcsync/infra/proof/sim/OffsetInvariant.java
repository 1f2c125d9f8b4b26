package dev.mcsync.infra.proof.sim;

import static dev.mcsync.infra.proof.sim.Invariants.equal;

import dev.mcsync.contracts.topic.Topic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** I13: log and database agree on how far the inputs are read, but for what changes nothing. */
record OffsetInvariant(LogTwin log, DatabaseTwin database) {

    /** Nothing is left to be read again. */
    boolean holds() {
        try {
            check();
            return true;
        } catch (Invariants.Violated _) {
            return false;
        }
    }

    void check() {
        for (Topic topic : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            GroupTwin group = log.group(ProcessorNode.groupOf(topic), topic);
            Map<Integer, Long> ends = new TreeMap<>();
            Map<Integer, Long> behindTheLastFact = new TreeMap<>();
            log.visible(
                    topic,
                    (partition, entry) -> {
                        ends.put(partition, entry.offset() + 1);
                        if (!Touches.isOne(topic, entry)) {
                            behindTheLastFact.put(partition, entry.offset() + 1);
                        }
                    });
            equal("I13 offsets committed of " + topic.topicName(), ends, group.committed());
            ends.forEach((partition, end) -> {
                long found = database.nextOffset(topic.topicName(), partition);
                long least = behindTheLastFact.getOrDefault(partition, 0L);
                if (found < least || found > end) {
                    throw new Invariants.Violated(
                            "I13 next offset of %s-%d: expected one from %d to %d, found %d"
                                    .formatted(topic.topicName(), partition, least, end, found));
                }
            });
        }
    }
}
