package dev.mcsync.infra.proof.outage;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of what was published: each outcome of a task once, and no task an older version again. */
final class PublishedOnce {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String KNOWN =
            "select event_id as id from agent_events where outcome is not null";

    private final String bootstrapServers;
    private final Database ledger;
    private final PrintStream out;
    private final List<String> violations = new ArrayList<>();

    PublishedOnce(String bootstrapServers, Database ledger, PrintStream out) {
        this.bootstrapServers = bootstrapServers;
        this.ledger = ledger;
        this.out = out;
    }

    List<String> violations() {
        try {
            lookAtOutcomes();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database", e);
        }
        lookAtStates();
        return List.copyOf(violations);
    }

    /** An agent's may be told again: how its facts and its tasks' interleaved is lost. */
    private void lookAtOutcomes() throws SQLException {
        Set<String> known = new HashSet<>();
        ledger.rows(KNOWN).forEach(row -> known.add(row.text("id")));
        Set<String> told = new HashSet<>();
        Set<String> twice = new HashSet<>();
        Set<String> unknown = new HashSet<>();
        int agentsTwice = 0;
        for (LogRecord record : read(Topic.TASK_OUTCOMES)) {
            JsonNode outcome = JSON.readTree(record.value());
            String event = outcome.path("event_id").asString();
            boolean isOfTask = outcome.has("task_id");
            if (!told.add(event)) {
                agentsTwice += isOfTask ? 0 : 1;
                if (isOfTask) {
                    twice.add(event);
                }
            }
            if (isOfTask && !known.contains(event)) {
                unknown.add(event);
            }
        }
        out.printf(
                "%,d outcomes, %d of tasks twice, %d of agents twice%n",
                told.size(), twice.size(), agentsTwice);
        expectNone("outcomes of tasks published twice", twice);
        expectNone("outcomes published of facts that the ledger does not have", unknown);
    }

    private void lookAtStates() {
        Map<String, Long> versions = new HashMap<>();
        Set<String> backwards = new HashSet<>();
        int states = 0;
        for (LogRecord record : read(Topic.TASK_STATE)) {
            if (record.value() == null) {
                continue;
            }
            states++;
            long version = JSON.readTree(record.value()).path("version").asLong();
            Long before = versions.put(String.valueOf(record.keyText()), version);
            if (before != null && version < before) {
                backwards.add(record.keyText() + " from " + before + " to " + version);
            }
        }
        out.printf(
                "%,d states of %,d tasks, %d backwards%n",
                states, versions.size(), backwards.size());
        expectNone("tasks published backwards", backwards);
    }

    private List<LogRecord> read(Topic topic) {
        return TopicReader.committed(bootstrapServers, topic.topicName());
    }

    private void expectNone(String what, Set<String> found) {
        if (!found.isEmpty()) {
            violations.add(
                    "%d %s, such as %s"
                            .formatted(found.size(), what, found.stream().limit(3).toList()));
        }
    }
}
