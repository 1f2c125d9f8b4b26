package dev.mcsync.processor.audit;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What a compacted topic says last of each key, at 32 bytes a key: a fingerprint of the key and one
 * of the value, the version, and the place of the record. Open addressing with linear probing;
 * nothing is ever taken out, a tombstone is remembered as one. For one thread.
 */
final class SnapshotIndex {

    /** Of a key that was taken away. */
    static final long GONE = 0;

    /** Of a value that cannot be read. */
    static final long UNREADABLE = -1;

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final long SEEN = 1L << 63;
    private static final int OFFSET_BITS = 48;

    private long[] keys = new long[FIRST_CAPACITY];
    private long[] versions = new long[FIRST_CAPACITY];
    private long[] values = new long[FIRST_CAPACITY];
    private long[] places = new long[FIRST_CAPACITY];
    private int size;

    void put(long key, long version, long value, int partition, long offset) {
        if (size >= keys.length / 3 * 2) {
            grow();
        }
        int slot = slotOf(key);
        if (keys[slot] == 0) {
            keys[slot] = key;
            size++;
        }
        versions[slot] = version;
        values[slot] = value;
        places[slot] = (places[slot] & SEEN) | ((long) partition << OFFSET_BITS) | offset;
    }

    /** -1 when the topic has never said anything of the key. */
    int find(long key) {
        int slot = slotOf(key);
        return keys[slot] == 0 ? -1 : slot;
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
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != 0 && (places[slot] & SEEN) == 0 && versions[slot] != GONE) {
                action.accept(slot);
            }
        }
    }

    int size() {
        return size;
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
        long[] oldVersions = versions;
        long[] oldValues = values;
        long[] oldPlaces = places;
        keys = new long[oldKeys.length * 2];
        int[] moved = new int[oldKeys.length];
        Arrays.fill(moved, -1);
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != 0) {
                moved[slot] = slotOf(oldKeys[slot]);
                keys[moved[slot]] = oldKeys[slot];
            }
        }
        versions = moved(oldVersions, moved);
        values = moved(oldValues, moved);
        places = moved(oldPlaces, moved);
    }

    private long[] moved(long[] old, int[] moved) {
        long[] fresh = new long[keys.length];
        for (int slot = 0; slot < old.length; slot++) {
            if (moved[slot] >= 0) {
                fresh[moved[slot]] = old[slot];
            }
        }
        return fresh;
    }
}
