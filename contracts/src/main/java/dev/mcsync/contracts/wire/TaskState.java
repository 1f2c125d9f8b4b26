package dev.mcsync.contracts.wire;

/** Where a task stood before or after a fact. */
public record TaskState(TaskStatus status, Stage stage, long version) {}
