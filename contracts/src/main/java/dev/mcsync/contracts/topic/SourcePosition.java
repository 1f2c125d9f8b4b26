package dev.mcsync.contracts.topic;

/** The place of a record on the log; tells a redelivery from a duplicate. */
public record SourcePosition(String topic, int partition, long offset) {

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
