package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.processor.core.AgentFold;
import dev.mcsync.processor.core.Limits;
import java.sql.ResultSet;
import java.sql.SQLException;
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
    public String idColumn() {
        return "agent_id";
    }

    @Override
    public String entries() {
        return "select e.agent_id, " + EntryColumns.SELECTED;
    }

    @Override
    public String entriesWhere() {
        return "e.task_id is null and e.agent_id is not null"
                + (fromChecked
                        ? " and e.id > coalesce((select min(through_id) from agent_checkpoints where kind = 'checked'), 0)"
                        : "");
    }

    @Override
    public String rows() {
        return "select t.agent_id, t.version, t.presence, t.last_seen_at, t.last_heartbeat_at, t.presence_since,"
                + " t.deadline_at, t.meta::text, t.boot_id, t.boot_since, t.boot_running, t.prior_boot_ids,"
                + " t.boot_runs::text, t.departure"
                + " from agents_status t";
    }

    @Override
    public String rowsWhere() {
        return "t.version > 0";
    }

    @Override
    public Optional<String> starts() {
        return Optional.of(
                "select distinct on (agent_id) agent_id, through_id, snapshot::text from agent_checkpoints"
                        + (fromChecked ? "" : " where kind = 'purged'")
                        + " order by agent_id, through_id desc");
    }

    @Override
    public Fold<AgentSnapshot> fold(@Nullable AgentSnapshot start) {
        return new OfAgent(new AgentFold(limitsOfOld, start));
    }

    @Override
    public AgentSnapshot row(ResultSet row) throws SQLException {
        return new AgentSnapshot(
                Columns.id(row, 1, AgentId::new),
                row.getLong(2),
                Columns.word(row, 3, Presence.class),
                Columns.instant(row, 4),
                Columns.optionalInstant(row, 5),
                Columns.instant(row, 6),
                Columns.optionalInstant(row, 7),
                Columns.optionalJson(row, 8),
                boot(row),
                Columns.optionalWord(row, 14, Departure.class));
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
    public byte[] encode(AgentSnapshot agent) {
        return WireCodec.encode(agent);
    }

    @Override
    public Decoded<AgentSnapshot> decode(byte[] value) {
        return WireCodec.decodeAgentSnapshot(value);
    }

    private static @Nullable AgentBoot boot(ResultSet row) throws SQLException {
        BootId bootId = Columns.optionalId(row, 9, BootId::new);
        return bootId == null
                ? null
                : new AgentBoot(
                        bootId,
                        Columns.instant(row, 10),
                        Columns.ids(row, 11, CommandId::new),
                        Columns.ids(row, 12, BootId::new),
                        runs(row.getString(13)));
    }

    private static List<AgentRun> runs(@Nullable String array) {
        return array == null ? List.of() : Columns.accepted(() -> WireCodec.decodeRuns(array));
    }

    private static final class OfAgent implements Fold<AgentSnapshot> {

        private final EntryColumns columns = new EntryColumns();
        private final AgentFold fold;

        OfAgent(AgentFold fold) {
            this.fold = fold;
        }

        @Override
        public void add(ResultSet entry) throws SQLException {
            AgentFold.Step step;
            try {
                step =
                        new AgentFold.Step(
                                EntryColumns.received(entry, WireCodec::decodeAgentFact),
                                Columns.instant(entry, EntryColumns.APPLIED_AT),
                                columns.limits(entry),
                                Columns.optionalNumber(entry, EntryColumns.VERSION));
            } catch (UnreadableRowException e) {
                throw new UnreadableEntryException(entry.getLong(EntryColumns.ID), e);
            }
            fold.add(step);
        }

        @Override
        public @Nullable AgentSnapshot state() {
            return fold.agent().orElse(null);
        }

        @Override
        public List<String> divergences() {
            return fold.divergences();
        }
    }
}
