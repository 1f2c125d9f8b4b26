package dev.mcsync.contracts.id;

/** Names a task for ever; the key of everything said about it. */
public record TaskId(String value) implements Comparable<TaskId> {

    public TaskId {
        IdSyntax.check("a task_id", value);
    }

    /** Derived from the first attempt's id, so that a repeated create names the same task. */
    public static TaskId derivedFrom(CommandId firstAttempt) {
        return new TaskId("tsk_" + Uuids.derived("task", firstAttempt.value()));
    }

    @Override
    public int compareTo(TaskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
