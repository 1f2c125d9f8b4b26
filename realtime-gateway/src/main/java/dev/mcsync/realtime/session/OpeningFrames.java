package dev.mcsync.realtime.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of an opening, encoded batch by batch as the socket takes them. For the line's thread
 * alone, and without any lock: encoding takes its time, and the board's thread must not wait for
 * it.
 */
final class OpeningFrames {

    private @Nullable Opening begun;
    private Iterator<Frame> frames = Collections.emptyIterator();

    /**
     * @param opening what is to be told now; another than before is told from its beginning
     * @param length of the batch in bytes, give or take one frame
     * @return nothing when all of it has been told
     */
    List<Frame> next(@Nullable Opening opening, long length) {
        if (opening != begun) {
            begun = opening;
            frames = opening == null ? Collections.emptyIterator() : opening.frames().get();
        }
        List<Frame> batch = new ArrayList<>();
        long taken = 0;
        while (taken < length && frames.hasNext()) {
            Frame next = frames.next();
            batch.add(next);
            taken += next.length();
        }
        return batch;
    }
}
