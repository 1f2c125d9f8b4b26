package dev.mcsync.processor.audit;

/**
 * A slot for each key, by which its owner keeps arrays beside. Open addressing with linear probing;
 * nothing is ever taken out. For one thread.
 */
final class KeySlots {

    /** Takes along what an owner keeps of a slot. */
    interface Move {
        void move(int from, int to);
    }

    static final int FIRST_CAPACITY = 1 << 12;

    private long[] keys = new long[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    boolean isTaken(int slot) {
        return keys[slot] != 0;
    }

    /** -1 when it was never added. */
    int find(long key) {
        int slot = slotOf(key);
        return isTaken(slot) ? slot : -1;
    }

    /** Whether {@link #grow} must come before {@link #add}. */
    boolean isFull() {
        return size >= keys.length / 3 * 2;
    }

    /** Doubles the slots; all of them change. */
    void grow(Move move) {
        long[] old = keys;
        keys = new long[old.length * 2];
        for (int from = 0; from < old.length; from++) {
            if (old[from] != 0) {
                int to = slotOf(old[from]);
                keys[to] = old[from];
                move.move(from, to);
            }
        }
    }

    int add(long key) {
        int slot = slotOf(key);
        if (!isTaken(slot)) {
            keys[slot] = key;
            size++;
        }
        return slot;
    }

    private int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = (int) key & mask;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
