package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import dev.mcsync.infra.proof.reference.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of the outcomes. */
record OutcomeCheck(Evidence evidence, ReferenceFold reference) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    Finding order() {
        Look look =
                new Look(
                        "I6",
                        "each outcome is published once, in the order of its source, and nothing else is");
        Map<String, Long> last = new HashMap<>();
        Map<String, Verdict.Fact> expected = reference.told();
        Set<String> told = new HashSet<>();
        for (LogRecord record : evidence.records(Topic.TASK_OUTCOMES)) {
            JsonNode outcome = JSON.readTree(record.value());
            String eventId = outcome.path("event_id").asString();
            look.expect(told.add(eventId), "%s was published twice", eventId);
            long place = placeOf(outcome);
            Long before = last.put(storyOf(record, outcome), place);
            look.expect(
                    before == null || before < place,
                    "the outcome of %s came after that of a later fact",
                    eventId);
            Verdict.Fact fact = expected.get(eventId);
            look.expect(
                    fact != null && isAsExpected(outcome, fact),
                    "the outcome of %s is not what the reference model says: %s",
                    eventId,
                    outcome);
        }
        expected.keySet()
                .forEach(eventId ->
                        look.expect(
                                told.contains(eventId),
                                "the outcome of %s was never published",
                                eventId));
        return look.finding();
    }

    /** Facts about tasks are told in the order of their partition, an agent by its versions. */
    private static String storyOf(LogRecord record, JsonNode outcome) {
        return outcome.has("task_id")
                ? record.partition() + "<" + outcome.path("source").path("partition").asInt()
                : String.valueOf(record.keyText());
    }

    private static long placeOf(JsonNode outcome) {
        return outcome.has("task_id")
                ? outcome.path("source").path("offset").asLong()
                : outcome.path("version").asLong();
    }

    private static boolean isAsExpected(JsonNode outcome, Verdict.Fact fact) {
        if (!outcome.has("task_id")) {
            return outcome.path("version").asLong()
                    == (fact.version() == null ? -1 : fact.version());
        }
        JsonNode after = outcome.path("after");
        return outcome.path("outcome").asString("").equals(fact.outcome())
                && outcome.path("reason")
                        .asString("")
                        .equals(fact.reason() == null ? "" : fact.reason())
                && after.path("status")
                        .asString("")
                        .equals(fact.toStatus() == null ? "" : fact.toStatus())
                && after.path("stage")
                        .asString("")
                        .equals(fact.toStage() == null ? "" : fact.toStage())
                && (fact.version() == null || after.path("version").asLong() == fact.version());
    }
}
