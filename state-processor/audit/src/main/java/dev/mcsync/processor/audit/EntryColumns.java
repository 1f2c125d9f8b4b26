package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns of {@code agent_events} that both sides fold. For one thread. */
final class EntryColumns {

    /** The subject comes before them. */
    static final String SELECTED =
            "e.id, e.body::text, e.source_topic, e.source_partition, e.source_offset, e.received_at,"
                    + " e.applied_at, e.limits, e.version, e.outcome";

    static final int SUBJECT = 1;
    static final int ID = 2;
    static final int BODY = 3;
    static final int APPLIED_AT = 8;
    static final int VERSION = 10;
    static final int OUTCOME = 11;

    /** The first one that a side adds. */
    static final int FURTHER = 12;

    private static final int SOURCE_TOPIC = 4;
    private static final int SOURCE_PARTITION = 5;
    private static final int SOURCE_OFFSET = 6;
    private static final int RECEIVED_AT = 7;
    private static final int LIMITS = 9;

    private @Nullable String lastText;
    private @Nullable Limits lastLimits;

    /** Seldom changes, so it is seldom read anew; null in a row from before limits were kept. */
    @Nullable Limits limits(ResultSet entry) throws SQLException {
        String text = entry.getString(LIMITS);
        if (text == null) {
            return null;
        }
        if (!text.equals(lastText)) {
            lastLimits = Columns.accepted(() -> Limits.parse(text));
            lastText = text;
        }
        return lastLimits;
    }

    static <F> Received<F> received(ResultSet entry, Function<byte[], Decoded<F>> codec)
            throws SQLException {
        byte[] body = Columns.bytes(entry, BODY);
        return new Received<>(
                Columns.accepted(() -> codec.apply(body).orThrow("stored fact")),
                new SourcePosition(
                        Columns.text(entry, SOURCE_TOPIC),
                        Columns.integer(entry, SOURCE_PARTITION),
                        entry.getLong(SOURCE_OFFSET)),
                Columns.instant(entry, RECEIVED_AT),
                "");
    }
}
