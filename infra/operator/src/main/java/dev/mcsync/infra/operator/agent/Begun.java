package dev.mcsync.infra.operator.agent;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An attempt that this agent has taken.
 *
 * @param process the program at work on it; null until it is started, and where none is
 * @param command what was asked, for whoever goes on with it after a restart; null where nobody can
 */
record Begun(
        String commandId, String taskId, @Nullable Started process, @Nullable JsonNode command) {

    Begun {
        command = command == null || command.isNull() ? null : command;
    }

    /** One that a program works on. */
    Begun(String commandId, String taskId, @Nullable Started process) {
        this(commandId, taskId, process, null);
    }

    /**
     * A process by more than its number, which another one has once it ended.
     *
     * @param at when it started, milliseconds since 1970; 0 where the system does not tell
     */
    record Started(long pid, long at) {

        static Started of(ProcessHandle process) {
            return new Started(process.pid(), startOf(process));
        }

        /** Empty when it has ended. */
        Optional<ProcessHandle> find() {
            return ProcessHandle.of(pid).filter(process -> startOf(process) == at);
        }

        private static long startOf(ProcessHandle process) {
            return process.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
        }
    }
}
