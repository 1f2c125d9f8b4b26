package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.hostile.EventBody.Ids;
import dev.mcsync.infra.proof.hostile.EventBody.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** What a producer may put on the log: the corpus of event bodies, and records wrong as such. */
final class KafkaCases {
    private static final String TASK_EVENTS = Topic.TASK_EVENTS.topicName();
    private static final String HEARTBEATS = Topic.AGENT_HEARTBEATS.topicName();

    private final Ids ids;
    private final int taskPartition;
    private final int wrongPartition;
    private final List<KafkaCase> cases = new ArrayList<>();

    private KafkaCases(Ids ids, int taskPartition, int partitions) {
        this.ids = ids;
        this.taskPartition = taskPartition;
        this.wrongPartition = (taskPartition + 1) % partitions;
    }

    /**
     * @param ids of a task that is running
     * @param taskPartition where its key belongs
     */
    static List<KafkaCase> all(Ids ids, int taskPartition, int partitions) {
        KafkaCases collected = new KafkaCases(ids, taskPartition, partitions);
        collected.bodies();
        collected.keys();
        collected.values();
        collected.headers();
        collected.times();
        collected.places();
        return List.copyOf(collected.cases);
    }

    private void bodies() {
        for (EventBody body : EventBodies.all()) {
            String eventId = "evt_log_" + cases.size();
            String key = body.isHeartbeat() ? ids.agentId() : ids.taskId();
            add(
                    body.name(),
                    record(
                            body.isHeartbeat() ? HEARTBEATS : TASK_EVENTS,
                            null,
                            key.getBytes(UTF_8),
                            body.bytes(eventId, ids)),
                    body.verdict() == Verdict.REFUSED ? "invalid" : "",
                    body.isHeartbeat() ? "" : eventId);
        }
    }

    private void keys() {
        rejected("no key", null, report("evt_no_key"), "missing_key");
        rejected("an empty key", "", report("evt_empty_key"), "key_mismatch");
        rejected("another task's key", "tsk_other", report("evt_other_key"), "key_mismatch");
        rejected("the agent's key", ids.agentId(), report("evt_agent_key"), "key_mismatch");
        rejected("a key with a space", ids.taskId() + " ", report("evt_space"), "key_mismatch");
        rejected("a key in quotes", "\"" + ids.taskId() + "\"", report("evt_q"), "key_mismatch");
        rejected(
                "a key in capitals",
                ids.taskId().toUpperCase(java.util.Locale.ROOT),
                report("evt_up"),
                "key_mismatch");
        rejected("a key that is no text", "\u00ff\u00fe", report("evt_bytes"), "key_mismatch");
        rejected("a key with a zero", ids.taskId() + "\u0000", report("evt_zero"), "key_mismatch");
        rejected("a key of 100 KB", "k".repeat(100_000), report("evt_long"), "key_mismatch");
        rejected("no key and no sense", null, EventBodies.MARKER, "missing_key");
    }

    private void values() {
        rejectedBytes("a tombstone", ids.taskId().getBytes(UTF_8), null, "missing_value");
        rejectedBytes("neither key nor value", null, null, "missing_key");
        rejectedBytes("250 KB of noise", ids.taskId().getBytes(UTF_8), noise(250_000), "invalid");
        String id = "\"event_id\":\"evt_strange\",";
        String task = "\"task_id\":\"" + ids.taskId() + "\",";
        for (String value :
                List.of(
                        "{" + id + "\"type\":\"heartbeat\",\"agent_id\":\"a\"}",
                        "{"
                                + id
                                + "\"type\":\"seen\",\"agent_id\":\"a\",\"seen_at\":\"2026-01-01T00:00:00Z\"}",
                        "{" + id + "\"type\":\"touched\",\"agent_id\":\"a\"}",
                        "{"
                                + id
                                + "\"type\":\"silence_passed\",\"agent_id\":\"a\",\"seen_version\":1}",
                        "{" + id + "\"type\":\"agent_offline\",\"agent_id\":\"a\"}",
                        "{"
                                + task
                                + "\"version\":1,\"title\":\"x\",\"agent_id\":\"a\",\"status\":\"done\",\"stage\":\"done\"}",
                        "{"
                                + task
                                + "\"command_id\":\"c\",\"agent_id\":\"a\",\"type\":\"start\",\"attempt\":1}",
                        "{" + id + task + "\"type\":\"created\"}",
                        "{"
                                + id
                                + task
                                + "\"type\":\"moved\",\"stage\":\""
                                + EventBodies.MARKER
                                + "\"}",
                        "{"
                                + id
                                + task
                                + "\"type\":\"moved\",\"stage\":\"todo\",\"expected_version\":0}",
                        "{"
                                + id
                                + task
                                + "\"type\":\"moved\",\"stage\":\"todo\",\"expected_version\":\"1\"}",
                        "{" + id + task + "\"type\":\"retried\"}",
                        "{" + id + task + "\"type\":\"cancelled\",\"why\":\"x\"}",
                        "{" + id + task + "\"type\":\"deadline_passed\",\"command_id\":\"c\"}",
                        "{" + id + task + "\"type\":\"adopted\",\"title\":\"x\"}",
                        "[" + report("evt_array") + "]")) {
            rejected("a value that " + value, ids.taskId(), value, "invalid");
        }
        add(
                "a task's report among the heartbeats",
                record(
                        HEARTBEATS,
                        null,
                        ids.agentId().getBytes(UTF_8),
                        report("evt_hb").getBytes(UTF_8)),
                "invalid",
                "");
        add(
                "a heartbeat under a task's key",
                record(HEARTBEATS, null, ids.taskId().getBytes(UTF_8), heartbeat("evt_hb_key")),
                "key_mismatch",
                "");
        add(
                "a heartbeat without a key",
                record(HEARTBEATS, 0, null, heartbeat("evt_hb_nokey")),
                "missing_key",
                "");
        add(
                "an agent's tombstone",
                record(HEARTBEATS, null, ids.agentId().getBytes(UTF_8), null),
                "missing_value",
                "");
        // An id that is taken, first by another content, then by the same.
        takenBy("the id of a report", "evt_taken", report("evt_taken"));
        rejected(
                "another report under its id",
                ids.taskId(),
                report("evt_taken").replace("progress", "running"),
                "event_id_conflict");
    }

    private void headers() {
        rejected("30 headers", ids.taskId(), "x", "invalid", manyHeaders(30, 10));
        rejected("2,000 headers", ids.taskId(), "x", "invalid", manyHeaders(2000, 10));
        rejected("200 KB of headers", ids.taskId(), "x", "invalid", manyHeaders(20, 10_000));
        rejected(
                "a header twice",
                ids.taskId(),
                "x",
                "invalid",
                header("twice", "1"),
                header("twice", "2"));
        rejected(
                "a header without a value",
                ids.taskId(),
                "x",
                "invalid",
                new RecordHeader("nothing", null));
        rejected("a header without a name", ids.taskId(), "x", "invalid", header("", "1"));
        rejected(
                "a header of bytes",
                ids.taskId(),
                "x",
                "invalid",
                new RecordHeader("bytes", new byte[] {(byte) 0xff, 0, 1}));
        rejected(
                "a name with a line end", ids.taskId(), "x", "invalid", header("a\r\nb", "c\r\nd"));
        rejected(
                "a stack trace in a header",
                ids.taskId(),
                "x",
                "invalid",
                header("kafka_dlt-exception-stacktrace", "at java.lang"));
        rejected(
                "headers of a retry",
                ids.taskId(),
                "x",
                "invalid",
                header("kafka_backoff-timestamp", "9".repeat(30)),
                header("retry_topic-attempts", "x"));
        takes(
                "a forged reason",
                "evt_h1",
                header(Headers.REJECTED_REASON, "invalid"),
                header(Headers.REJECTED_TOPIC, "mc.task-state"));
        takes("a forged place", "evt_h2", header(Headers.FORWARDED_FROM, "mc.task-events-0@0"));
        takes(
                "another event_id in the header",
                "evt_h3",
                header(Headers.EVENT_ID, "evt_other"),
                header(Headers.CE_ID, "evt_third"));
        takes(
                "another content type",
                "evt_h4",
                header(Headers.CONTENT_TYPE, "application/x-java-serialized-object"));
        takes(
                "a type for a deserialiser",
                "evt_h5",
                header("__TypeId__", "javax.script.ScriptEngineManager"));
        takes("a trace that is none", "evt_h6", header(Headers.TRACEPARENT, EventBodies.MARKER));
        takes(
                "a token in a header",
                "evt_h7",
                header("x-mc-token", "x"),
                header("x-mc-role", "admin"));
        takes("150 KB of headers on a good event", "evt_h8", manyHeaders(15, 10_000));
    }

    private void times() {
        for (long time : List.of(0L, 4_102_444_800_000L, Long.MAX_VALUE)) {
            String eventId = "evt_time_" + time;
            add(
                    "a record of " + time + " ms",
                    new ProducerRecord<>(
                            TASK_EVENTS,
                            null,
                            time,
                            ids.taskId().getBytes(UTF_8),
                            report(eventId).getBytes(UTF_8)),
                    "",
                    eventId);
        }
    }

    private void places() {
        add(
                "a good event on the wrong partition",
                record(
                        TASK_EVENTS,
                        wrongPartition,
                        ids.taskId().getBytes(UTF_8),
                        report("evt_astray").getBytes(UTF_8)),
                "",
                "evt_astray");
        add(
                "noise on the wrong partition",
                record(TASK_EVENTS, wrongPartition, ids.taskId().getBytes(UTF_8), noise(100)),
                "invalid",
                "");
        add(
                "a good event on the wrong partition that says it was forwarded",
                record(
                        TASK_EVENTS,
                        wrongPartition,
                        ids.taskId().getBytes(UTF_8),
                        report("evt_astray2").getBytes(UTF_8),
                        header(Headers.FORWARDED_FROM, TASK_EVENTS + "-" + taskPartition + "@1")),
                "",
                "evt_astray2");
    }

    private void takes(String name, String eventId, Header... headers) {
        add(
                name,
                record(
                        TASK_EVENTS,
                        taskPartition,
                        ids.taskId().getBytes(UTF_8),
                        report(eventId).getBytes(UTF_8),
                        headers),
                "",
                eventId);
    }

    private void takenBy(String name, String eventId, String value) {
        add(
                name,
                record(
                        TASK_EVENTS,
                        taskPartition,
                        ids.taskId().getBytes(UTF_8),
                        value.getBytes(UTF_8)),
                "",
                eventId);
    }

    private void rejected(
            String name, @Nullable String key, String value, String reason, Header... headers) {
        rejectedBytes(
                name,
                key == null ? null : key.getBytes(ISO_8859_1),
                value.getBytes(ISO_8859_1),
                reason,
                headers);
    }

    private void rejectedBytes(
            String name,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String reason,
            Header... headers) {
        add(name, record(TASK_EVENTS, taskPartition, key, value, headers), reason, "");
    }

    private void add(
            String name, ProducerRecord<byte[], byte[]> record, String reason, String eventId) {
        cases.add(new KafkaCase(name, record, reason, eventId));
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Header... headers) {
        return new ProducerRecord<>(topic, partition, key, value, List.of(headers));
    }

    private String report(String eventId) {
        return new String(EventBody.taken("", EventBodies.REPORT).bytes(eventId, ids), UTF_8);
    }

    private byte[] heartbeat(String eventId) {
        return ("{\"event_id\":\""
                        + eventId
                        + "\",\"type\":\"heartbeat\",\"agent_id\":\""
                        + ids.agentId()
                        + "\"}")
                .getBytes(UTF_8);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 7);
        }
        return bytes;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }

    private static Header[] manyHeaders(int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> header("many-" + i, "x".repeat(length)))
                .toArray(Header[]::new);
    }
}
