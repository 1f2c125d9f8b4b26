package dev.mcsync.contracts.id;

/**
 * Names a fact. The same id twice is the same fact, and takes effect once.
 *
 * <p>Two namespaces that cannot meet: what the product says of itself, and what people say through
 * it, is named with {@link #OWN_PREFIX}; whoever sends agent events chooses any other id. So nobody
 * can take an id beforehand that a clock will need.
 */
public record EventId(String value) implements Comparable<EventId> {

    /** Refused in agent events by their codec, on HTTP and on the log alike. */
    public static final String OWN_PREFIX = "evt_mc:";

    public EventId {
        IdSyntax.check("an event_id", value);
    }

    /** For an agent event whose sender named none. */
    public static EventId fresh() {
        return new EventId("evt_" + Uuids.fresh());
    }

    /** For one whose sender may make it again: the same parts give the same id. */
    public static EventId derivedForAgent(String... parts) {
        return new EventId("evt_" + Uuids.derived("agent", parts));
    }

    /** For a fact of the product's own, or of a person's, that is said once. */
    public static EventId freshOwn() {
        return new EventId(OWN_PREFIX + Uuids.fresh());
    }

    /**
     * For one that may be said again: the same kind and parts give the same id, which is how a
     * timer's fact is said once by many.
     */
    public static EventId derived(String kind, String... parts) {
        return new EventId(OWN_PREFIX + Uuids.derived(kind, parts));
    }

    /** As ids were derived before own facts had a namespace: logs and tables hold them still. */
    public static EventId derivedBefore(String kind, String... parts) {
        return new EventId("evt_" + Uuids.derived(kind, parts));
    }

    /** Whether it is of the namespace that is closed to agents. */
    public boolean isOwn() {
        return value.startsWith(OWN_PREFIX);
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
