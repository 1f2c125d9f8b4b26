package dev.mcsync.processor.row;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Presence;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An agent as a row of {@code agents_status}. */
public final class AgentRow {

    /** The key first. */
    public static final List<Column<AgentSnapshot>> COLUMNS =
            List.of(
                    Column.text("agent_id", AgentSnapshot::agentId),
                    Column.of("version", "bigint", AgentSnapshot::version),
                    Column.text("presence", agent -> agent.presence().wireName()),
                    Column.of("last_seen_at", "timestamptz", AgentSnapshot::lastSeenAt),
                    Column.of("last_heartbeat_at", "timestamptz", AgentSnapshot::lastHeartbeatAt),
                    Column.of("presence_since", "timestamptz", AgentSnapshot::presenceSince),
                    Column.of("deadline_at", "timestamptz", AgentSnapshot::deadlineAt),
                    Column.of("meta", "jsonb", AgentSnapshot::meta),
                    Column.text("boot_id", agent -> ofBoot(agent, AgentBoot::bootId)),
                    Column.of(
                            "boot_since", "timestamptz", agent -> ofBoot(agent, AgentBoot::since)),
                    Column.of(
                            "boot_running",
                            "text[]",
                            agent -> ofBoot(agent, boot -> array(boot.running()))),
                    Column.of(
                            "prior_boot_ids",
                            "text[]",
                            agent -> ofBoot(agent, boot -> array(boot.prior()))),
                    Column.of("boot_runs", "jsonb", AgentRow::runs),
                    Column.of(
                            "ended_boot_ids",
                            "text[]",
                            agent -> ofBoot(agent, boot -> array(boot.ended()))),
                    Column.text("departure", AgentRow::departure),
                    Column.text("last_event_id", AgentSnapshot::lastEventId),
                    Column.text("current_task_id", AgentSnapshot::currentTaskId));

    private AgentRow() {}

    /**
     * @param alias of the table within the statement
     */
    public static String selected(String alias) {
        return Column.selected(COLUMNS, alias);
    }

    /**
     * @throws UnreadableRowException when it holds what no fact could have written
     */
    public static AgentSnapshot read(RowReader row) {
        return RowReader.accepted(() ->
                new AgentSnapshot(
                        row.id("agent_id", AgentId::new),
                        row.number("version"),
                        row.word("presence", Presence.class),
                        row.instant("last_seen_at"),
                        row.optionalInstant("last_heartbeat_at"),
                        row.instant("presence_since"),
                        row.optionalInstant("deadline_at"),
                        row.optionalJson("meta"),
                        boot(row),
                        row.optionalWord("departure", Departure.class),
                        row.optionalId("last_event_id", EventId::new),
                        row.optionalId("current_task_id", TaskId::new)));
    }

    private static @Nullable AgentBoot boot(RowReader row) {
        BootId bootId = row.optionalId("boot_id", BootId::new);
        return bootId == null
                ? null
                : new AgentBoot(
                        bootId,
                        row.instant("boot_since"),
                        row.ids("boot_running", CommandId::new),
                        row.ids("prior_boot_ids", BootId::new),
                        runs(row.optionalText("boot_runs")),
                        row.ids("ended_boot_ids", BootId::new));
    }

    private static List<AgentRun> runs(@Nullable String array) {
        return array == null ? List.of() : WireCodec.decodeRuns(array);
    }

    private static @Nullable String runs(AgentSnapshot agent) {
        return agent.boot() == null || agent.boot().runs().isEmpty()
                ? null
                : WireCodec.encodeRuns(agent.boot().runs());
    }

    private static @Nullable String departure(AgentSnapshot agent) {
        return agent.departure() == null ? null : agent.departure().wireName();
    }

    private static <T> @Nullable T ofBoot(AgentSnapshot agent, Function<AgentBoot, T> part) {
        return agent.boot() == null ? null : part.apply(agent.boot());
    }

    /** Ids hold neither quotes nor backslashes; quoted, so that NULL is an id like any other. */
    private static String array(List<?> ids) {
        return ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "{", "}"));
    }
}
