package dev.mcsync.contracts.id;

/**
 * Names one attempt at a task. Sending the same attempt again keeps it; a new attempt has a new
 * one.
 */
public record CommandId(String value) {

    public CommandId {
        IdSyntax.check("a command_id", value);
    }

    public static CommandId fresh() {
        return new CommandId("cmd_" + Uuids.fresh());
    }

    /** For a request that names itself by an Idempotency-Key instead of a command_id. */
    public static CommandId derivedFrom(String purpose, String key) {
        return new CommandId("cmd_" + Uuids.derived("command", purpose, key));
    }

    /** From 0 to 1, spread evenly over the ids and the same for the same one: made for jitter. */
    public double fraction() {
        return Long.parseLong(Uuids.derived("fraction", value).substring(0, 8), 16) / 0x1p32;
    }

    @Override
    public String toString() {
        return value;
    }
}
