package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What of the state calls for a fact of the product's own. Reads only; blocks. */
public interface Watch {

    /**
     * The tasks whose clock ran out before {@code now}, the longest overdue first; without those
     * that wait for their offline agent to come back.
     */
    List<DeadlinePassed> overdueTasks(Instant now, int limit);

    /** The agents whose silence passed the limit before {@code now}, the longest silent first. */
    List<SilencePassed> silentAgents(Instant now, int limit);

    /**
     * The attempts that their agents gave up by starting anew: no run that is alive at {@code now}
     * lists them.
     */
    List<AgentRestarted> restartedAttempts(Instant now, int limit);

    /** When the next clock of any kind runs out. */
    Optional<Instant> nextDeadline(Instant after);

    /** Rows that no fact created. */
    List<TaskAdopted> unadopted(int limit);

    /** The facts that take these rows over as they stand. */
    List<TaskAdopted> adoptions(Collection<String> taskIds);

    /** When anything was last heard of any agent. */
    Optional<Instant> lastSignOfLife();
}
