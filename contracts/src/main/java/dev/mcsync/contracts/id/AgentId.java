package dev.mcsync.contracts.id;

/** Names an agent; chosen by whoever runs it. */
public record AgentId(String value) implements Comparable<AgentId> {

    public AgentId {
        IdSyntax.check("an agent_id", value);
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
