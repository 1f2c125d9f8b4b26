package dev.mcsync.realtime.view;

import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.topic.Topic;
import java.util.Locale;

/** What a change is about: the key of a record, and which of the two topics it stands on. */
public record BoardKey(Kind kind, String id) {

    /** Spelled as {@code kind} in a {@code removed} frame. */
    public enum Kind implements WireName {
        TASK(Topic.TASK_STATE),
        AGENT(Topic.AGENT_STATE);

        private final Topic topic;

        Kind(Topic topic) {
            this.topic = topic;
        }

        public Topic topic() {
            return topic;
        }

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
