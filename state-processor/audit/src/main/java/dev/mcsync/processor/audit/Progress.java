package dev.mcsync.processor.audit;

/**
 * Hears how far a long look has come, on the thread of the look and several times a second, also
 * while it waits for the log.
 */
@FunctionalInterface
public interface Progress {

    Progress NONE = (_, _, _) -> {};

    /**
     * @param step what is being looked at, in a few words
     * @param done rows or records so far
     * @param expected about how many there are; 0 when nobody knows
     */
    void at(String step, long done, long expected);

    /** Called now and then where nothing is held that others wait for; may take its time. */
    default void pause() {}
}
