package dev.mcsync.infra.proof.agent;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.stats.StatsSums;
import io.r2dbc.spi.Connection;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Bugs in how the agents of a batch are written. Called by woven code. */
public final class AgentBugs {

    private AgentBugs() {}

    /** Of a batch; what comes with no fact is the other transaction. */
    public static Changes heldBack(Changes changes) {
        return changes.entries().isEmpty() ? changes : Copies.with(changes, "agents", List.of());
    }

    public static void writtenAfterwards(Transactions transactions, Changes changes) {
        if (!changes.agents().isEmpty()) {
            Effects.of(PlantedBug.AGENT_ROW_BY_ITSELF);
            transactions.run(connection -> write(connection, only(changes)).thenReturn(true));
        }
    }

    private static Changes only(Changes changes) {
        return new Changes(
                List.of(),
                List.of(),
                List.of(),
                changes.agents(),
                List.of(),
                List.of(),
                List.of(),
                StatsSums.NONE);
    }

    /** As the product does, which keeps it to its package. */
    private static Mono<?> write(Connection connection, Changes changes) {
        Set<AgentId> locked =
                changes.agents().stream().map(AgentSnapshot::agentId).collect(Collectors.toSet());
        try {
            Method write =
                    Class.forName(Places.WRITE.type())
                            .getDeclaredMethod(
                                    Places.WRITE.method(),
                                    Connection.class,
                                    Changes.class,
                                    Set.class);
            write.setAccessible(true);
            return (Mono<?>) write.invoke(null, connection, changes, locked);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot write " + changes, e);
        }
    }
}
