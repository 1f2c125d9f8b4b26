package dev.mcsync.contracts.id;

/** Names one run of an agent's process; chosen by the agent, and another one after each start. */
public record BootId(String value) {

    public BootId {
        IdSyntax.check("a boot_id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
