package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The board as it stood at a moment.
 *
 * @param at the moment
 * @param asOf when it was reckoned
 * @param earliest before which the ledger knows nothing; null when it is empty
 * @param truncated whether there were more tasks than are told
 */
public record Board(
        Instant at,
        Instant asOf,
        @Nullable Instant earliest,
        boolean truncated,
        List<TaskSnapshot> tasks,
        List<AgentSnapshot> agents) {

    public Board {
        tasks = List.copyOf(tasks);
        agents = List.copyOf(agents);
    }

    /** As it is answered: payloads are left out. */
    public String json() {
        return new ObjectWriter()
                .text("at", at)
                .text("as_of", asOf)
                .text("earliest", earliest)
                .flag("truncated", truncated)
                .objects("tasks", tasks, (out, task) -> WireCodec.write(out, task, false))
                .objects("agents", agents, WireCodec::write)
                .finish();
    }
}
