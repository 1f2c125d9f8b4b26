package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;

/** What a discrepancy is about. */
public record Subject(Kind kind, String id) {

    public enum Kind implements WireName {
        TASK,
        AGENT,
        EVENT,
        /** A place on the log. */
        RECORD;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        @Override
        public String wireName() {
            return wireName;
        }
    }

    static Subject event(String eventId) {
        return new Subject(Kind.EVENT, eventId);
    }

    static Subject record(TopicPartition partition, long offset) {
        return new Subject(Kind.RECORD, partition + "@" + offset);
    }

    @Override
    public String toString() {
        return kind == Kind.RECORD ? id : kind.wireName() + " " + id;
    }
}
