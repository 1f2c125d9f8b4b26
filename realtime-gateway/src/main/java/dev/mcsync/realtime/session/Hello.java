package dev.mcsync.realtime.session;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.StrictJson;
import org.jspecify.annotations.Nullable;

/**
 * The one frame that a client sends.
 *
 * @param since the last cursor that it was given; null for the whole board
 */
record Hello(@Nullable String since) {

    /** In bytes of the whole frame. */
    static final int MAX_LENGTH = 4096;

    static Decoded<Hello> decode(byte[] frame) {
        return frame.length > MAX_LENGTH
                ? Decoded.invalid("", "expected at most " + MAX_LENGTH + " bytes")
                : StrictJson.readObject(frame, Hello::read);
    }

    private static Decoded<Hello> read(ObjectReader in) {
        String op = in.text("op", 1, 16);
        String since = in.optionalText("since", 1, MAX_LENGTH);
        if (op != null && !op.equals("hello")) {
            in.fault("op", "expected hello");
        }
        return in.finish(() -> new Hello(since));
    }
}
