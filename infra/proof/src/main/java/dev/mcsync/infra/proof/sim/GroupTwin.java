package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group of one topic. It is harsher than the broker: a rebalance takes effect at once,
 * in the middle of a member's batch, as if every member that is busy were expelled.
 */
final class GroupTwin {

    static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private final World world;
    private final LogTwin log;
    private final Topic topic;
    private final boolean takesAnyOffsets;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Map<Integer, Ownership> owners = new HashMap<>();
    private final Map<Integer, Long> committed = new TreeMap<>();
    private final Map<Integer, Long> committedBy = new HashMap<>();
    private final Map<LogTwin.Tx, Pending> pending = new HashMap<>();
    private long commits;
    private CommitListener listener = (_, _, _) -> {};
    private int generation;
    private int rotation;

    /** Told of every committed offset. */
    interface CommitListener {
        void committed(Topic topic, int partition, long offset);
    }

    /** One consumer, from its joining until it is expelled. */
    static final class Member {
        private final Node node;
        private final int incarnation;
        private boolean isExpelled;

        private Member(Node node) {
            this.node = node;
            this.incarnation = node.incarnation();
        }

        boolean isExpelled() {
            return isExpelled;
        }

        private boolean isGone() {
            return !node.isAlive() || node.incarnation() != incarnation;
        }
    }

    /**
     * Offsets that a transaction will commit.
     *
     * @param number its place on the offsets' own log, which says whose offset is the newer one
     */
    private record Pending(long number, Set<Integer> partitions) {}

    /**
     * @param since the generation in which the member got the partition
     */
    record Ownership(Member member, int since) {}

    GroupTwin(World world, LogTwin log, Topic topic, boolean takesAnyOffsets) {
        this.world = world;
        this.log = log;
        this.topic = topic;
        this.takesAnyOffsets = takesAnyOffsets;
        world.onKill(_ -> world.at(SESSION_TIMEOUT, this::expelTheSilent));
        world.onFault((_, _, fault) -> {
            if (fault == Fault.FREEZE) {
                world.at(SESSION_TIMEOUT.plusMillis(1), this::expelTheSilent);
            }
        });
    }

    void onCommit(CommitListener commitListener) {
        listener = commitListener;
    }

    Topic topic() {
        return topic;
    }

    int generation() {
        return generation;
    }

    Map<Integer, Long> committed() {
        return committed;
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** A static member takes the place of the one that had its name. */
    Member join(String instance, Node node) {
        Member former = members.remove(instance);
        if (former != null) {
            former.isExpelled = true;
        }
        Member member = new Member(node);
        members.put(instance, member);
        rebalance();
        return member;
    }

    void rebalance() {
        generation++;
        rotation++;
        List<Member> all = new ArrayList<>(members.values());
        for (int partition = 0; partition < log.partitionCount(); partition++) {
            if (all.isEmpty()) {
                owners.remove(partition);
                continue;
            }
            Member next = all.get((partition + rotation) % all.size());
            Ownership now = owners.get(partition);
            if (now == null || now.member() != next) {
                owners.put(partition, new Ownership(next, generation));
            }
        }
    }

    @Nullable Ownership ownerOf(int partition) {
        return owners.get(partition);
    }

    boolean accepts(Member member, int itsGeneration) {
        return takesAnyOffsets || (!member.isExpelled && itsGeneration == generation);
    }

    void pend(LogTwin.Tx tx, Set<Integer> partitions) {
        pending.put(tx, new Pending(++commits, Set.copyOf(partitions)));
    }

    void resolve(LogTwin.Tx tx, Map<Integer, Long> offsets) {
        Pending ended = pending.remove(tx);
        if (ended != null) {
            commit(ended.number(), offsets);
        }
    }

    void commit(Map<Integer, Long> offsets) {
        commit(++commits, offsets);
    }

    private void commit(long number, Map<Integer, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (committedBy.getOrDefault(partition, 0L) < number) {
                committedBy.put(partition, number);
                committed.put(partition, offset);
                listener.committed(topic, partition, offset);
            }
        });
    }

    /** False while a transaction that moves this partition's offset has not ended. */
    boolean isStable(int partition) {
        for (Pending open : pending.values()) {
            if (open.partitions().contains(partition)) {
                return false;
            }
        }
        return true;
    }

    private void expelTheSilent() {
        boolean changed =
                members.values()
                        .removeIf(member -> {
                            member.isExpelled |= member.isGone() || world.isFrozen(member.node);
                            return member.isExpelled;
                        });
        if (changed) {
            world.note("group of " + topic.topicName() + ": members expelled");
            rebalance();
        }
    }
}
