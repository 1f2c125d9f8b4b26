package dev.mcsync.infra.proof.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.AgentDecision;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.core.TaskDecision;
import dev.mcsync.processor.row.AgentRow;
import dev.mcsync.processor.row.Column;
import dev.mcsync.processor.row.TaskRow;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * A large state as the system would have left it: the same deciders, the same records and rows, but
 * copied into the database in bulk instead of applied batch by batch. For one thread.
 */
final class MadeState implements AutoCloseable {

    private static final Lives LIVES = new Lives("made", 1_000);
    private static final int COPIED_AT_A_TIME = 20_000;

    private final int partitions;
    private final boolean isWhole;
    private final String bootstrapServers;
    private final Connection connection;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final TaskDecider tasks = new TaskDecider(Limits.DEFAULT);
    private final AgentDecider agents = new AgentDecider(Limits.DEFAULT);
    private Instant began = Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    private final BulkCopies copies;
    private int rows;
    private long events;

    /**
     * @param isWhole with the inputs, outcomes, claims and deliveries; without them there are
     *     ledger, rows and snapshots alone, which is all that a reconcile run reads
     */
    MadeState(PostgresAddress database, String bootstrapServers, int partitions, boolean isWhole)
            throws SQLException {
        this.partitions = partitions;
        this.isWhole = isWhole;
        this.bootstrapServers = bootstrapServers;
        this.connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password());
        try (Statement settings = connection.createStatement()) {
            settings.execute("set synchronous_commit = off");
        }
        this.copies = new BulkCopies(connection);
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "1",
                                "linger.ms",
                                50,
                                "batch.size",
                                262_144,
                                "buffer.memory",
                                64L * 1024 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** What is made from here on has happened just now, and not an hour ago. */
    void now() {
        began = Instant.now().minusMillis(events / 10).truncatedTo(ChronoUnit.MILLIS);
    }

    long events() {
        return events;
    }

    /**
     * @param eventsEach of each task; 1 to 5
     */
    void tasks(int from, int to, int eventsEach) throws SQLException {
        for (int number = from; number < to; number++) {
            task(number, eventsEach);
        }
        copies.write();
    }

    void agents(int count, int heartbeatsEach) throws SQLException {
        for (int number = 0; number < count; number++) {
            agent(number, heartbeatsEach);
        }
        copies.write();
    }

    /** Says how far everybody has read, and lets the database know its tables. */
    void finish() throws SQLException {
        producer.flush();
        StringBuilder offsets = new StringBuilder();
        next.forEach((partition, offset) ->
                BulkCopies.line(offsets, partition.topic(), partition.partition(), offset));
        try (Statement statement = connection.createStatement();
                Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            statement.execute("delete from source_offsets");
            copies.write("source_offsets (topic, partition, next_offset)", inputsOnly(offsets));
            statement.execute(
                    "vacuum analyze agent_events, tasks, agents_status, processed_events, discord_deliveries");
            commit(admin, "state-processor.mc.task-events", Topic.TASK_EVENTS);
            commit(admin, "state-processor.mc.agent-heartbeats", Topic.AGENT_HEARTBEATS);
            commit(admin, "mc-notifier", Topic.TASK_OUTCOMES);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot commit offsets", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        connection.close();
    }

    private static StringBuilder inputsOnly(StringBuilder offsets) {
        return offsets.toString()
                .lines()
                .filter(line ->
                        line.startsWith(Topic.TASK_EVENTS.topicName())
                                || line.startsWith(Topic.AGENT_HEARTBEATS.topicName()))
                .collect(
                        StringBuilder::new,
                        (all, line) -> all.append(line).append('\n'),
                        StringBuilder::append);
    }

    private void commit(Admin admin, String group, Topic topic)
            throws ExecutionException, InterruptedException {
        admin.alterConsumerGroupOffsets(
                        group,
                        next.entrySet().stream()
                                .filter(entry -> entry.getKey().topic().equals(topic.topicName()))
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                entry -> new OffsetAndMetadata(entry.getValue()))))
                .all()
                .get();
    }

    private void task(int number, int eventsEach) throws SQLException {
        TaskSnapshot task = null;
        for (TaskFact fact : LIVES.of(number).subList(0, eventsEach)) {
            Received<TaskFact> received =
                    received(
                            Topic.TASK_EVENTS, fact.taskId().value(), WireCodec.encode(fact), fact);
            Instant decidedAt = received.receivedAt().plusMillis(7);
            TaskDecision decision = tasks.decide(task, received, decidedAt);
            task = decision.changed() == null ? task : decision.changed();
            TaskOutcome outcome = decision.outcome();
            send(Topic.TASK_OUTCOMES, outcome.key(), WireCodec.encode(outcome));
            entry(
                    received,
                    fact.eventId(),
                    fact.taskId().value(),
                    outcome.actor().agentId(),
                    outcome.actor().commandId(),
                    fact.type().wireName(),
                    fact.taskId().value(),
                    outcome,
                    WireCodec.encode(fact),
                    decidedAt,
                    outcome.effect().wireName(),
                    outcome.after() == null ? null : outcome.after().status().wireName(),
                    outcome.after() == null ? null : outcome.after().stage().wireName(),
                    decision.changed() == null ? null : decision.changed().version());
            delivery(fact.eventId());
        }
        if (task != null) {
            send(Topic.TASK_STATE, task.taskId().value(), WireCodec.encode(task));
            row("tasks", TaskRow.COLUMNS, task);
        }
    }

    private void agent(int number, int heartbeatsEach) throws SQLException {
        AgentId id = new AgentId("agt_made_" + number);
        AgentSnapshot agent = null;
        for (int beat = 0; beat < heartbeatsEach; beat++) {
            Heartbeat fact =
                    new Heartbeat(
                            new EventId("evt_made_" + number + "_beat_" + beat),
                            id,
                            null,
                            null,
                            null,
                            null,
                            null,
                            List.of(),
                            null,
                            false);
            Received<Heartbeat> received =
                    received(Topic.AGENT_HEARTBEATS, id.value(), WireCodec.encode(fact), fact);
            Instant decidedAt = received.receivedAt().plusMillis(7);
            AgentDecision decision = agents.decide(agent, received, decidedAt);
            agent = decision.changed() == null ? agent : decision.changed();
            if (decision.outcome() != null) {
                send(Topic.TASK_OUTCOMES, id.value(), WireCodec.encode(decision.outcome()));
                delivery(fact.eventId());
            }
            entry(
                    received,
                    fact.eventId(),
                    null,
                    id,
                    null,
                    fact.type(),
                    id.value(),
                    decision.outcome(),
                    WireCodec.encode(fact),
                    decidedAt,
                    decision.effect().wireName(),
                    "online",
                    null,
                    decision.changed() == null ? null : decision.changed().version());
        }
        if (agent != null) {
            send(Topic.AGENT_STATE, id.value(), WireCodec.encode(agent));
            row("agents_status", AgentRow.COLUMNS, agent);
        }
    }

    private <F> Received<F> received(Topic topic, String key, byte[] value, F fact) {
        SourcePosition place = send(topic, key, value);
        return new Received<>(fact, place, at(), WireCodec.hash(value));
    }

    private Instant at() {
        return began.plusMillis(events / 10);
    }

    private SourcePosition send(Topic topic, String key, byte[] value) {
        byte[] bytes = key.getBytes(UTF_8);
        int partition = Utils.toPositive(Utils.murmur2(bytes)) % partitions;
        if (isWhole || topic == Topic.TASK_STATE || topic == Topic.AGENT_STATE) {
            producer.send(
                    new ProducerRecord<>(
                            topic.topicName(), partition, at().toEpochMilli(), bytes, value));
        }
        long after = next.merge(new TopicPartition(topic.topicName(), partition), 1L, Long::sum);
        return new SourcePosition(topic.topicName(), partition, after - 1);
    }

    private void entry(
            Received<?> received,
            EventId eventId,
            @Nullable String taskId,
            @Nullable AgentId agentId,
            @Nullable CommandId commandId,
            String type,
            String subject,
            @Nullable Outcome outcome,
            byte[] body,
            Instant decidedAt,
            String effect,
            @Nullable String toStatus,
            @Nullable String toStage,
            @Nullable Long version)
            throws SQLException {
        events++;
        SourcePosition source = received.source();
        copies.add(
                "agent_events (event_id, task_id, agent_id, command_id, attempt, type, status, stage, received_at, applied_at, outcome, to_status, to_stage, version, agent_version, body, source_topic, source_partition, source_offset, limits)",
                eventId,
                taskId,
                agentId,
                commandId,
                taskId == null ? null : 1,
                type,
                toStatus,
                toStage,
                received.receivedAt(),
                decidedAt,
                effect,
                toStatus,
                toStage,
                version,
                taskId == null ? version : null,
                new String(body, UTF_8),
                source.topic(),
                source.partition(),
                source.offset(),
                Limits.DEFAULT);
        if (isWhole) {
            claim(eventId, received, subject, outcome);
        }
        if (++rows % COPIED_AT_A_TIME == 0) {
            copies.write();
        }
    }

    private void claim(
            EventId eventId, Received<?> received, String subject, @Nullable Outcome outcome) {
        SourcePosition source = received.source();
        copies.add(
                "processed_events (event_id, payload_hash, topic, partition, record_offset, subject, outcome)",
                eventId,
                received.hash(),
                source.topic(),
                source.partition(),
                source.offset(),
                subject,
                outcome == null ? null : new String(WireCodec.encode(outcome), UTF_8));
    }

    private void delivery(EventId eventId) {
        if (!isWhole) {
            return;
        }
        copies.add(
                "discord_deliveries (event_id, channel, state, reason)",
                eventId,
                "team",
                "suppressed",
                "no_webhook");
    }

    private <T> void row(String table, List<Column<T>> columns, T row) {
        copies.add(
                columns.stream()
                        .map(Column::name)
                        .collect(Collectors.joining(", ", table + " (", ")")),
                columns.stream().map(column -> column.value().apply(row)).toArray());
    }
}
