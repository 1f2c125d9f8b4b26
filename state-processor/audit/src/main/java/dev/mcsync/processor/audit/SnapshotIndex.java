package dev.mcsync.processor.audit;

import java.util.function.IntConsumer;

/**
 * What a compacted topic says last of each key, at 32 bytes a key: a fingerprint of the key and one
 * of the value, the version, and the place of the record. A tombstone is remembered as one. For one
 * thread.
 */
final class SnapshotIndex {

    /** Of a key that was taken away. */
    static final long GONE = 0;

    /** Of a value that cannot be read. */
    static final long UNREADABLE = -1;

    private static final long SEEN = 1L << 63;
    private static final int OFFSET_BITS = 48;

    private final KeySlots slots = new KeySlots();
    private long[] versions = new long[KeySlots.FIRST_CAPACITY];
    private long[] values = new long[KeySlots.FIRST_CAPACITY];
    private long[] places = new long[KeySlots.FIRST_CAPACITY];

    void put(long key, long version, long value, int partition, long offset) {
        if (slots.isFull()) {
            grow();
        }
        int slot = slots.add(key);
        versions[slot] = version;
        values[slot] = value;
        places[slot] = (places[slot] & SEEN) | ((long) partition << OFFSET_BITS) | offset;
    }

    /** -1 when the topic has never said anything of the key. */
    int find(long key) {
        return slots.find(key);
    }

    long version(int slot) {
        return versions[slot];
    }

    long value(int slot) {
        return values[slot];
    }

    /** Where its last record stands; places are ordered by partition, then by offset. */
    long place(int slot) {
        return places[slot] & ~SEEN;
    }

    static int partition(long place) {
        return (int) (place >>> OFFSET_BITS);
    }

    static long offset(long place) {
        return place & (1L << OFFSET_BITS) - 1;
    }

    void markSeen(int slot) {
        places[slot] |= SEEN;
    }

    /** Keys that have a value and were never marked. */
    void forEachUnseen(IntConsumer action) {
        for (int slot = 0; slot < places.length; slot++) {
            if (slots.isTaken(slot) && (places[slot] & SEEN) == 0 && versions[slot] != GONE) {
                action.accept(slot);
            }
        }
    }

    int size() {
        return slots.size();
    }

    private void grow() {
        long[] oldVersions = versions;
        long[] oldValues = values;
        long[] oldPlaces = places;
        versions = new long[oldVersions.length * 2];
        values = new long[oldValues.length * 2];
        places = new long[oldPlaces.length * 2];
        slots.grow((from, to) -> {
            versions[to] = oldVersions[from];
            values[to] = oldValues[from];
            places[to] = oldPlaces[from];
        });
    }
}
