package dev.mcsync.realtime.view;

/**
 * Told of every change of the board, in the order of the log, by its one writer, while no one else
 * can read or change the board. Must be quick, must not throw, must not wait for another thread.
 */
public interface BoardListener {

    /**
     * @param cursor where the board stands with this change
     */
    void changed(Delta delta, Cursor cursor);

    /**
     * What has been told so far can no longer be relied on. If the board is empty from now on, it
     * is being read again from the start; otherwise one entity went back to an older version.
     */
    void gapFound(String what);

    /** Everything is forgotten; the same entities will be told of again. */
    default void cleared() {}

    /** How many boards hear of a change through it. */
    default int panels() {
        return 0;
    }
}
