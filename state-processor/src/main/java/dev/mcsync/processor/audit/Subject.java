package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** What a finding is about. */
public record Subject(Kind kind, String id) {

    public enum Kind implements WireName {
        TASK,
        AGENT;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        @Override
        public String wireName() {
            return wireName;
        }
    }

    @Override
    public String toString() {
        return kind.wireName() + " " + id;
    }
}
