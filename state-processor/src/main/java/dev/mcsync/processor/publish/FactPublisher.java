package dev.mcsync.processor.publish;

import java.util.List;

/** Puts the product's own facts on the log, outside any transaction. Blocks. */
public interface FactPublisher {

    /**
     * Returns when the log has all of them.
     *
     * @throws IllegalStateException when it did not take one in time; some may have been taken, so
     *     they are said again with the same ids
     */
    void publish(List<Outgoing> facts);
}
