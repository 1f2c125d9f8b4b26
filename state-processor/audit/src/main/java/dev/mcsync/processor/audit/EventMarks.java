package dev.mcsync.processor.audit;

import java.nio.charset.StandardCharsets;

/** Marks on events, at nine bytes an event and by a fingerprint of its id. For one thread. */
final class EventMarks {

    private static final int FIRST_CAPACITY = 1 << 12;

    private long[] keys = new long[FIRST_CAPACITY];
    private byte[] marks = new byte[FIRST_CAPACITY];
    private int size;

    static long keyOf(String eventId) {
        return Fingerprint.of(eventId.getBytes(StandardCharsets.UTF_8));
    }

    byte marks(long key) {
        int slot = slotOf(key);
        return keys[slot] == key ? marks[slot] : 0;
    }

    boolean has(long key, byte mark) {
        return (marks(key) & mark) != 0;
    }

    void add(long key, byte mark) {
        if (size >= keys.length / 3 * 2) {
            grow();
        }
        int slot = slotOf(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        marks[slot] |= mark;
    }

    /** How many events have the one and not the other. */
    long count(byte with, byte without) {
        long count = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != 0 && (marks[slot] & with) != 0 && (marks[slot] & without) == 0) {
                count++;
            }
        }
        return count;
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        byte[] oldMarks = marks;
        keys = new long[oldKeys.length * 2];
        marks = new byte[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                marks[slot] = oldMarks[i];
            }
        }
    }
}
