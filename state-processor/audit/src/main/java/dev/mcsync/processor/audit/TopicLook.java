package dev.mcsync.processor.audit;

import dev.mcsync.processor.row.UnreadableRowException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows with what was published of them last. A topic runs ahead of an older snapshot of
 * the database and behind a newer one, so what seems different is looked at again, with fresh eyes
 * on both sides, until it is the same or has stayed different at the same versions. What keeps
 * moving is well alive. For one thread and one run.
 */
final class TopicLook<S> implements Verdicts<S> {

    /** Suspects that are held at a time. */
    private static final int MANY = 5_000;

    private static final int MAX_ROUNDS = 6;

    private final Side<S> side;
    private final PublishedTopic<S> topic;
    private final Sources sources;
    private final boolean waitsForPublishing;
    private final Listener listener;
    private final Map<String, Seen> suspects = new LinkedHashMap<>();
    private final List<String> unknown = new ArrayList<>();
    private boolean isBroken;

    /**
     * @param waitsForPublishing whether to tell nothing while processors are behind with publishing
     */
    TopicLook(
            Side<S> side,
            PublishedTopic<S> topic,
            Sources sources,
            boolean waitsForPublishing,
            Listener listener) {
        this.side = side;
        this.topic = topic;
        this.sources = sources;
        this.waitsForPublishing = waitsForPublishing;
        this.listener = listener;
    }

    /** Fingerprints and versions of both sides; 0 for what is not there. */
    private record Seen(long rowVersion, long row, long publishedVersion, long published) {

        boolean isSame() {
            return rowVersion == publishedVersion && row == published;
        }
    }

    @Override
    public void sound(String id, @Nullable S state, @Nullable S before) {
        if (!topic.isWhole() && slot(id) < 0) {
            if (!Objects.equals(state, before)) {
                unknown.add(id);
            }
            return;
        }
        Seen seen = look(id, state == null || !side.isPublished(state) ? null : state);
        if (!seen.isSame()) {
            suspects.put(id, seen);
        }
    }

    @Override
    public void unsound(String id) {
        int slot = slot(id);
        if (slot >= 0) {
            topic.index().markSeen(slot);
        }
    }

    /**
     * These have neither a row nor a ledger, and something may be published of them all the same.
     */
    void unmet(Set<String> ids) {
        for (String id : ids) {
            if (topic.isWhole() || slot(id) >= 0) {
                sound(id, null, null);
            } else {
                unknown.add(id);
            }
        }
    }

    /** What is published of subjects that neither a row nor the ledger knows. */
    void compareRest() {
        long[] unseen = unseen();
        for (int from = 0; from < unseen.length; from += MANY) {
            int to = Math.min(unseen.length, from + MANY);
            for (ConsumerRecord<byte[], byte[]> record :
                    topic.records(Arrays.copyOfRange(unseen, from, to))) {
                String id = new String(record.key(), StandardCharsets.UTF_8);
                suspects.put(id, look(id, null));
            }
            settle();
        }
    }

    /** As it is now: what comes in while this is settled is none of its business. */
    private long[] unseen() {
        LongStream.Builder places = LongStream.builder();
        topic.index().forEachUnseen(slot -> places.add(topic.index().place(slot)));
        return places.build().sorted().toArray();
    }

    /** Of what the known part of the topic says nothing, though it should or an earlier one may. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    /** Whether something was left undecided, since processors fell behind with publishing. */
    boolean isBroken() {
        return isBroken;
    }

    /** To be called now and then while no moment of the database is held. */
    void settleMany() {
        if (suspects.size() >= MANY) {
            settle();
        }
    }

    /** Comes to an end with whatever is still under suspicion. */
    void settle() {
        for (int round = 0; round < MAX_ROUNDS && !suspects.isEmpty(); round++) {
            listener.progress()
                    .at("what differs of " + side.kind().wireName() + "s", 0, suspects.size());
            Map<String, S> rows = freshSides();
            for (Map.Entry<String, Seen> suspect : Map.copyOf(suspects).entrySet()) {
                String id = suspect.getKey();
                Seen now = look(id, rows.get(id));
                if (now.isSame()) {
                    suspects.remove(id);
                } else if (now.equals(suspect.getValue())) {
                    suspects.remove(id);
                    tell(id, rows.get(id), now);
                } else {
                    suspects.put(id, now);
                }
            }
        }
        suspects.clear();
    }

    private int slot(String id) {
        return topic.index().find(Fingerprint.of(id.getBytes(StandardCharsets.UTF_8)));
    }

    private Seen look(String id, @Nullable S state) {
        int slot = slot(id);
        if (slot >= 0) {
            topic.index().markSeen(slot);
        }
        long published = slot < 0 ? 0 : topic.index().value(slot);
        return new Seen(
                state == null ? 0 : side.version(state),
                state == null ? 0 : fingerprint(state, published),
                slot < 0 ? SnapshotIndex.GONE : topic.index().version(slot),
                published);
    }

    /** A snapshot of an earlier release is as good as one of this: there may be millions. */
    private long fingerprint(S state, long published) {
        long now = Fingerprint.of(side.encode(state));
        return now == published || Fingerprint.of(side.encode(side.asBefore(state))) != published
                ? now
                : published;
    }

    /** The rows as they are now, and after them the topic with all that was published of them. */
    private Map<String, S> freshSides() {
        try {
            Map<String, S> rows = new HashMap<>();
            Map<TopicPartition, Long> committed = sources.publishedUpTo().committed();
            Applied applied = readRows(rows);
            boolean isPublished =
                    sources.publishedUpTo().await(applied.next()) && applied.isWhole(committed);
            if (!isPublished && waitsForPublishing) {
                isBroken = true;
                suspects.clear();
                return Map.of();
            }
            topic.readToEnd(listener.progress());
            return rows;
        } catch (SQLException e) {
            throw new AuditFailedException("The database cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditFailedException("Interrupted", e);
        }
    }

    /**
     * Rows that cannot be read are left out; they are told of as such.
     *
     * @return how far the inputs are applied in these rows
     */
    private Applied readRows(Map<String, S> rows) throws SQLException {
        try (DatabaseSnapshot fresh = sources.snapshot()) {
            fresh.forEach(
                    side.rows()
                            + " where "
                            + side.rowsWhere()
                            + " and t."
                            + side.idColumn()
                            + " = any(?)",
                    fresh.anyOf(suspects.keySet()),
                    row -> putReadable(rows, row));
            return fresh.applied();
        }
    }

    private void putReadable(Map<String, S> rows, ResultSet row) throws SQLException {
        try {
            S found = side.row(row);
            if (side.isPublished(found)) {
                rows.put(Columns.text(row, 1), found);
            }
        } catch (UnreadableRowException _) {
            suspects.remove(Columns.text(row, 1));
        }
    }

    private void tell(String id, @Nullable S row, Seen seen) {
        int slot = slot(id);
        S published =
                slot < 0 || seen.publishedVersion() == SnapshotIndex.GONE
                        ? null
                        : topic.records(topic.index().place(slot)).stream()
                                .findFirst()
                                .flatMap(topic::decoded)
                                .orElse(null);
        if (row != null && (row.equals(published) || side.asBefore(row).equals(published))) {
            return;
        }
        listener.findings()
                .accept(
                        new Discrepancy(
                                kind(seen),
                                new Subject(side.kind(), id),
                                new Discrepancy.Versions(
                                        row == null ? null : side.version(row),
                                        row == null ? null : side.version(row),
                                        published == null ? null : side.version(published)),
                                row == null || published == null
                                        ? List.of()
                                        : Differences.between(
                                                side.encode(row), side.encode(published)),
                                seen.publishedVersion() == SnapshotIndex.UNREADABLE
                                        ? "what is published cannot be read"
                                        : null));
    }

    private static Discrepancy.Kind kind(Seen seen) {
        if (seen.rowVersion() == 0) {
            return Discrepancy.Kind.SNAPSHOT_ORPHAN;
        }
        if (seen.publishedVersion() == SnapshotIndex.GONE) {
            return Discrepancy.Kind.SNAPSHOT_MISSING;
        }
        return seen.publishedVersion() != SnapshotIndex.UNREADABLE
                        && seen.publishedVersion() < seen.rowVersion()
                ? Discrepancy.Kind.SNAPSHOT_STALE
                : Discrepancy.Kind.SNAPSHOT_DIFFERS;
    }
}
