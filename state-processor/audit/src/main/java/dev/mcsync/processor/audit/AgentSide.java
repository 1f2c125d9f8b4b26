package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.row.AgentRow;
import dev.mcsync.processor.row.EntryReader;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents.
 *
 * @param fromChecked whether to start where an earlier look ended, and not at the first entry
 */
record AgentSide(Limits limitsOfOld, boolean fromChecked) implements Side<AgentSnapshot> {

    @Override
    public Subject.Kind kind() {
        return Subject.Kind.AGENT;
    }

    @Override
    public Topic input() {
        return Topic.AGENT_HEARTBEATS;
    }

    @Override
    public Topic published() {
        return Topic.AGENT_STATE;
    }

    @Override
    public String table() {
        return "agents_status";
    }

    @Override
    public String idColumn() {
        return "agent_id";
    }

    @Override
    public String entries() {
        return "select e.agent_id, e.id, " + EntryReader.OF_AGENTS;
    }

    @Override
    public String entriesWhere() {
        return EntryReader.IS_OF_AGENT
                + (fromChecked
                        ? " and e.id > coalesce((select min(through_id) from agent_checkpoints where kind = 'checked'), 0)"
                        : "");
    }

    @Override
    public String rows() {
        return "select " + AgentRow.selected("t") + " from agents_status t";
    }

    @Override
    public String rowsWhere() {
        return "t.version > 0";
    }

    @Override
    public String listedWhere() {
        return "t.departure is distinct from 'retired'";
    }

    @Override
    public Optional<String> starts(String condition) {
        return Optional.of(
                "select distinct on (agent_id) agent_id, through_id, snapshot::text from agent_checkpoints where "
                        + (fromChecked ? "true" : "kind = 'purged'")
                        + condition
                        + " order by agent_id, through_id desc");
    }

    @Override
    public Fold<AgentSnapshot> fold(@Nullable AgentSnapshot start) {
        AgentFold fold = new AgentFold(limitsOfOld, start);
        EntryReader entries = new EntryReader();
        return new Fold<>(
                entry -> fold.add(entries.agentStep(entry)), fold::agent, fold::divergences);
    }

    @Override
    public AgentSnapshot row(ResultSet row) {
        return AgentRow.read(JdbcFields.reader(row));
    }

    /** The ledger tells of goodbyes from before they were kept in the row, which has the newest. */
    @Override
    public boolean isSame(AgentSnapshot folded, AgentSnapshot row) {
        List<BootId> newest = folded.ended().stream().limit(row.ended().size()).toList();
        return folded.withEnded(newest).equals(row);
    }

    @Override
    public boolean isPublished(AgentSnapshot agent) {
        return agent.isListed();
    }

    @Override
    public long version(AgentSnapshot agent) {
        return agent.version();
    }

    @Override
    public AgentSnapshot asBefore(AgentSnapshot agent) {
        return agent.withEnded(List.of());
    }

    @Override
    public byte[] encode(AgentSnapshot agent) {
        return WireCodec.encode(agent);
    }

    @Override
    public Decoded<AgentSnapshot> decode(byte[] value) {
        return OwnCodec.decodeAgentSnapshot(value);
    }
}
