package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.ReportType;

/** The columns of the transition table: an agent's reports, the clock, and the agent's restart. */
enum Trigger {
    ACK,
    RUNNING,
    PROGRESS,
    DONE,
    FAILED,
    DEADLINE,
    RESTART;

    static Trigger of(ReportType report) {
        return switch (report) {
            case ACK -> ACK;
            case RUNNING -> RUNNING;
            case PROGRESS -> PROGRESS;
            case DONE -> DONE;
            case FAILED -> FAILED;
        };
    }
}
