package dev.mcsync.processor.audit.tool;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.audit.Board;
import java.io.PrintStream;
import java.util.Locale;

/** The board of a past moment, for a person or a program. */
record BoardReport(Board board) {

    String json() {
        return board.json();
    }

    void print(PrintStream out) {
        for (TaskSnapshot card : board.tasks()) {
            out.printf(
                    Locale.ROOT,
                    "%-8s %-8s %-34s %-20s v%-4d %s%n",
                    card.stage().wireName(),
                    card.status().wireName(),
                    card.taskId(),
                    card.agentId(),
                    card.version(),
                    card.brief().title());
        }
        for (AgentSnapshot agent : board.agents()) {
            out.printf(
                    Locale.ROOT,
                    "%-8s %-34s last seen %s%n",
                    agent.presence().wireName(),
                    agent.agentId(),
                    agent.lastSeenAt());
        }
        out.println();
        out.printf(
                Locale.ROOT,
                "%,d tasks%s and %,d agents as they stood at %s%n",
                board.tasks().size(),
                board.truncated() ? " (there were more)" : "",
                board.agents().size(),
                board.at());
    }
}
