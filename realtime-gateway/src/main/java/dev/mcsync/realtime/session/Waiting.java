package dev.mcsync.realtime.session;

import dev.mcsync.realtime.view.BoardKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Changes that wait for a client: of each subject the newest, in the order in which subjects first
 * changed. Values are whole, so nothing is lost. For one thread at a time.
 */
final class Waiting {

    private final SequencedMap<BoardKey, Frame> newest = new LinkedHashMap<>();
    private long length;

    /**
     * @return whether it replaced an older change of the same subject
     */
    boolean put(BoardKey subject, Frame change) {
        Frame replaced = newest.put(subject, change);
        length += change.length() - (replaced == null ? 0 : replaced.length());
        return replaced != null;
    }

    /** Frames of up to {@code maxLength} bytes together, give or take one. */
    List<Frame> take(int maxLength) {
        List<Frame> taken = new ArrayList<>();
        long takenLength = 0;
        while (takenLength < maxLength && !newest.isEmpty()) {
            Frame change = newest.pollFirstEntry().getValue();
            taken.add(change);
            takenLength += change.length();
        }
        length -= takenLength;
        return taken;
    }

    void clear() {
        newest.clear();
        length = 0;
    }

    boolean isEmpty() {
        return newest.isEmpty();
    }

    int size() {
        return newest.size();
    }

    /** In bytes. */
    long length() {
        return length;
    }
}
