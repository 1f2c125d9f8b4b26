package dev.mcsync.processor.audit;

import dev.mcsync.processor.row.UnreadableRowException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private static final int MAX_SUSPECTS = 5_000;

    private static final int MAX_ROUNDS = 6;

    /** Opens a snapshot of the database as it stands now. */
    interface Snapshots {
        DatabaseSnapshot open() throws SQLException;
    }

    private final Side<S> side;
    private final PublishedTopic<S> topic;
    private final PublishedUpTo publishedUpTo;
    private final boolean waitsForPublishing;
    private final Snapshots snapshots;
    private final Consumer<Discrepancy> findings;
    private final Progress progress;
    private final Map<String, Seen> suspects = new LinkedHashMap<>();

    /**
     * @param waitsForPublishing whether to tell nothing while processors are behind with publishing
     */
    TopicLook(
            Side<S> side,
            PublishedTopic<S> topic,
            PublishedUpTo publishedUpTo,
            boolean waitsForPublishing,
            Snapshots snapshots,
            Consumer<Discrepancy> findings,
            Progress progress) {
        this.side = side;
        this.topic = topic;
        this.publishedUpTo = publishedUpTo;
        this.waitsForPublishing = waitsForPublishing;
        this.snapshots = snapshots;
        this.findings = findings;
        this.progress = progress;
    }

    /** Fingerprints and versions of both sides; 0 for what is not there. */
    private record Seen(long rowVersion, long row, long publishedVersion, long published) {

        boolean isSame() {
            return rowVersion == publishedVersion && row == published;
        }
    }

    @Override
    public void sound(String id, @Nullable S state) {
        Seen seen = look(id, state == null || !side.isPublished(state) ? null : state);
        if (!seen.isSame()) {
            suspect(id, seen);
        }
    }

    @Override
    public void unsound(String id) {
        int slot = slot(id);
        if (slot >= 0) {
            topic.index().markSeen(slot);
        }
    }

    /** What is published of subjects that neither a row nor the ledger knows. */
    void compareRest() {
        long[] unseen = unseen();
        for (int from = 0; from < unseen.length; from += MAX_SUSPECTS / 2) {
            int to = Math.min(unseen.length, from + MAX_SUSPECTS / 2);
            for (ConsumerRecord<byte[], byte[]> record :
                    topic.records(Arrays.copyOfRange(unseen, from, to))) {
                String id = new String(record.key(), StandardCharsets.UTF_8);
                suspect(id, look(id, null));
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

    /** Comes to an end with whatever is still under suspicion. */
    void settle() {
        for (int round = 0; round < MAX_ROUNDS && !suspects.isEmpty(); round++) {
            progress.at("what differs of " + side.kind().wireName() + "s", 0, suspects.size());
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

    private void suspect(String id, Seen seen) {
        suspects.put(id, seen);
        if (suspects.size() >= MAX_SUSPECTS) {
            settle();
        }
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
            Map<TopicPartition, Long> committed = publishedUpTo.committed();
            Applied applied = readRows(rows);
            boolean isPublished = publishedUpTo.await(applied.next()) && applied.isWhole(committed);
            if (!isPublished && waitsForPublishing) {
                suspects.clear();
                return Map.of();
            }
            topic.readToEnd(progress);
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
        try (DatabaseSnapshot fresh = snapshots.open()) {
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
        findings.accept(
                new Discrepancy(
                        kind(seen),
                        new Subject(side.kind(), id),
                        new Discrepancy.Versions(
                                row == null ? null : side.version(row),
                                row == null ? null : side.version(row),
                                published == null ? null : side.version(published)),
                        row == null || published == null
                                ? List.of()
                                : Differences.between(side.encode(row), side.encode(published)),
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
