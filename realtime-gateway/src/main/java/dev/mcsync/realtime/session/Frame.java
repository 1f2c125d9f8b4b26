package dev.mcsync.realtime.session;

import dev.mcsync.realtime.view.BoardKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to a client, encoded once however many clients get it.
 *
 * @param op the name of the message, also the name of the server-sent event
 * @param json UTF-8; never changed once the frame is made
 * @param subject what a newer frame of the same subject replaces; null: nothing does
 * @param writtenAt of the record that it tells of; null when it tells of none
 * @param cursor where the client stands after this frame; null when that is not told
 */
record Frame(
        String op,
        byte[] json,
        @Nullable BoardKey subject,
        @Nullable Instant writtenAt,
        @Nullable String cursor) {

    int length() {
        return json.length;
    }
}
