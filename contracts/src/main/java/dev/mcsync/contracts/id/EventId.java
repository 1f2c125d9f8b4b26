package dev.mcsync.contracts.id;

/** Names a fact. The same id twice is the same fact, and takes effect once. */
public record EventId(String value) implements Comparable<EventId> {

    public EventId {
        IdSyntax.check("an event_id", value);
    }

    public static EventId fresh() {
        return new EventId("evt_" + Uuids.fresh());
    }

    /** The same kind and parts give the same id: how a timer's fact is said once by many. */
    public static EventId derived(String kind, String... parts) {
        return new EventId("evt_" + Uuids.derived(kind, parts));
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
