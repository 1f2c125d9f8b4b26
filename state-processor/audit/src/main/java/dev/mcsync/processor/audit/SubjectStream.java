package dev.mcsync.processor.audit;

import static java.util.Objects.requireNonNull;

import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A stream and its current subject; ids are compared as the database orders them. */
final class SubjectStream {

    private final Rows rows;
    private byte @Nullable [] subject;

    SubjectStream(Rows rows) throws SQLException {
        this.rows = rows;
        advance();
    }

    void advance() throws SQLException {
        subject = rows.next() ? Columns.bytes(rows.row(), Side.SUBJECT) : null;
    }

    boolean isThere() {
        return subject != null;
    }

    boolean isAt(byte[] id) {
        return subject != null && Arrays.equals(subject, id);
    }

    byte[] subject() {
        return requireNonNull(subject);
    }

    String id() {
        return new String(subject(), StandardCharsets.UTF_8);
    }

    ResultSet row() {
        return rows.row();
    }

    /** The one that is at its end comes last. */
    int compareTo(SubjectStream other) {
        if (subject == null || other.subject == null) {
            return subject == null ? 1 : -1;
        }
        return Arrays.compareUnsigned(subject, other.subject);
    }
}
