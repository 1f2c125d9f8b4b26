package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.processor.database.Transactions;
import java.time.Instant;
import java.util.List;

/**
 * The agents that nobody has heard of for long and that have nothing left to do. Reads only;
 * blocks.
 */
public final class UnseenAgents {

    /** A task that will be tried again by itself is unfinished, too: its clock runs. */
    private static final String UNSEEN =
            "select a.agent_id, a.version from agents_status a"
                    + " where a.presence = 'offline' and a.departure is distinct from 'retired'"
                    + " and a.last_seen_at < $1::timestamptz and a.version > 0"
                    + " and not exists (select from tasks t where t.agent_id = a.agent_id"
                    + " and (t.status in ('queued', 'ack', 'running') or t.deadline_at is not null))"
                    + " order by a.last_seen_at limit $2";

    private final Transactions transactions;

    public UnseenAgents(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The longest unseen first. */
    public List<AgentRetired> before(Instant horizon, int limit) {
        return transactions.query(
                UNSEEN,
                row ->
                        AgentRetired.longUnseen(
                                new AgentId(LedgerRows.text(row, "agent_id")),
                                LedgerRows.number(row, "version")),
                horizon.toString(),
                limit);
    }
}
