package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.row.UnreadableRowException;
import java.sql.ResultSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One half of the state: tasks or agents, which are told of in the same way.
 *
 * @param <S> the snapshot
 */
interface Side<S> {

    Subject.Kind kind();

    /** Where the facts come from. */
    Topic input();

    /** Where the snapshots go. */
    Topic published();

    /** Places in {@link #entries}. */
    int SUBJECT = 1;

    int ID = 2;
    int BODY = 3;

    /** In front of every select of entries: subject, id, body, and what a fold wants to know. */
    String entries();

    /** Whether an entry is of this side. */
    String entriesWhere();

    /** In front of every select of rows; the first column is the subject. */
    String rows();

    /** Whether a row was ever made or taken over by a fact. */
    String rowsWhere();

    /** Of the rows: whether {@link #isPublished} holds. */
    String listedWhere();

    /** Of the rows. */
    String table();

    String idColumn();

    /**
     * @param start what earlier entries came to that are no longer there; null for the beginning
     */
    Fold<S> fold(@Nullable S start);

    /**
     * What earlier entries came to, of subjects whose ledger no longer starts at its first.
     *
     * @param condition which subjects, at the end of another condition
     */
    Optional<String> starts(String condition);

    /**
     * @throws UnreadableRowException when the row holds what no fact could have written
     */
    S row(ResultSet row);

    /** Whether the row says what the ledger comes to, as far as it was kept when it was written. */
    boolean isSame(S folded, S row);

    long version(S snapshot);

    /** Whether the compacted topic should hold it; what is on no list has a tombstone there. */
    boolean isPublished(S snapshot);

    /**
     * As an earlier release published it, which a topic says until the subject changes again:
     * without the members that were added since.
     */
    S asBefore(S snapshot);

    byte[] encode(S snapshot);

    Decoded<S> decode(byte[] value);
}
