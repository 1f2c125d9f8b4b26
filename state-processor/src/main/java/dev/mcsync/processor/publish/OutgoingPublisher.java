package dev.mcsync.processor.publish;

/** Publishes records as part of whatever transaction the calling thread is in. */
public interface OutgoingPublisher {

    /** May return before the broker has the record; the end of the transaction waits for it. */
    void publish(Outgoing record);
}
