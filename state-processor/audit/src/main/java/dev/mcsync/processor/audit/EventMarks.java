package dev.mcsync.processor.audit;

import java.nio.charset.StandardCharsets;

/** Marks on events, at nine bytes an event and by a fingerprint of its id. For one thread. */
final class EventMarks {

    private final KeySlots slots = new KeySlots();
    private byte[] marks = new byte[KeySlots.FIRST_CAPACITY];

    static long keyOf(String eventId) {
        return Fingerprint.of(eventId.getBytes(StandardCharsets.UTF_8));
    }

    byte marks(long key) {
        int slot = slots.find(key);
        return slot < 0 ? 0 : marks[slot];
    }

    boolean has(long key, byte mark) {
        return (marks(key) & mark) != 0;
    }

    void add(long key, byte mark) {
        if (slots.isFull()) {
            byte[] old = marks;
            marks = new byte[old.length * 2];
            slots.grow((from, to) -> marks[to] = old[from]);
        }
        marks[slots.add(key)] |= mark;
    }

    /** How many events have the one and not the other. */
    long count(byte with, byte without) {
        long count = 0;
        for (byte of : marks) {
            if ((of & with) != 0 && (of & without) == 0) {
                count++;
            }
        }
        return count;
    }
}
