package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.processor.hearing.Hearing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What of the state calls for a fact of the product's own. Reads only; blocks. */
public interface Watch {

    /**
     * The tasks whose clock ran out, the longest overdue first; without those that wait for their
     * offline agent to come back. A clock that waits for somebody to be heard of runs out only when
     * silence counts, and for its whole limit; one after which the next attempt begins, or after
     * which a returned agent is handed its work, waits for nobody.
     */
    List<DeadlinePassed> overdueTasks(Hearing hearing, int limit);

    /** The agents whose silence passed the limit, the longest silent first. */
    List<SilencePassed> silentAgents(Hearing hearing, int limit);

    /**
     * The agents that would be called silent, had it been told that they came. Whoever was to tell
     * it may have been lost with a database that was restored: to say it again tells it once.
     */
    List<AgentTouched> untoldAgents(Instant now, int limit);

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
