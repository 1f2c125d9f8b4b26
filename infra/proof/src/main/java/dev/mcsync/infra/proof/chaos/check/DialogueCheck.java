package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.chaos.evidence.Evidence;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.reference.ReferenceFold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of questions and of what people say, by outcomes and commands alone. */
record DialogueCheck(Evidence evidence, ReferenceFold reference) {

    /** What one batch tells, it tells within this time. */
    private static final long LONGEST_BATCH_MILLIS = 2_000;

    private static final Set<String> ENDED = Set.of("done", "failed", "timeout");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An outcome that took effect, and when it was published. */
    private record Told(JsonNode outcome, JsonNode fact, long at) {

        boolean isA(String type) {
            return outcome.path("type").asString().equals(type);
        }

        /** The agent needs nothing more to be said, or is not there to hear it. */
        boolean endsFor(Told answer) {
            return ENDED.contains(outcome.path("after").path("status").asString())
                    || !outcome.path("attempt").equals(answer.outcome.path("attempt"))
                    || fact.path("acks")
                            .valueStream()
                            .anyMatch(answer.fact.path("event_id")::equals);
        }
    }

    Finding finding() {
        Look look =
                new Look(
                        "I21",
                        "each question was answered once, and each answer told to the attempt that asked");
        Set<String> said = messages(look);
        outcomesByTask().values().forEach(story -> follow(look, story, said));
        return look.finding();
    }

    /** The ids of what agents were told. */
    private Set<String> messages(Look look) {
        Set<String> said = new HashSet<>();
        for (LogRecord record : evidence.records(Topic.AGENT_COMMANDS)) {
            JsonNode command = JSON.readTree(record.value());
            if (!command.path("type").asString().equals("message")) {
                continue;
            }
            JsonNode message = command.path("message");
            String id = message.path("id").asString();
            JsonNode fact = reference.facts().get(id);
            look.expect(fact != null, "%s was told, and nobody said it", id);
            if (fact != null) {
                look.expectEqual(fact.path("task_id"), command.path("task_id"), id + " is of");
                look.expectEqual(fact.path("text"), message.path("text"), id + " says");
                look.expect(
                        !fact.has("question_id")
                                || fact.path("command_id").equals(command.path("command_id")),
                        "the answer %s was told to %s",
                        id,
                        command.path("command_id"));
            }
            said.add(id);
        }
        return said;
    }

    private Map<String, List<Told>> outcomesByTask() {
        Map<String, List<Told>> stories = new HashMap<>();
        for (LogRecord record : evidence.records(Topic.TASK_OUTCOMES)) {
            JsonNode outcome = JSON.readTree(record.value());
            JsonNode fact = reference.facts().get(outcome.path("event_id").asString());
            if (fact != null
                    && outcome.has("task_id")
                    && outcome.path("outcome").asString().equals("applied")) {
                stories.computeIfAbsent(outcome.path("task_id").asString(), _ -> new ArrayList<>())
                        .add(new Told(outcome, fact, record.timestamp()));
            }
        }
        return stories;
    }

    private static void follow(Look look, List<Told> story, Set<String> said) {
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < story.size(); i++) {
            Told told = story.get(i);
            if (told.outcome().has("question")) {
                asked.add(attempt(told) + told.fact().path("question").path("id").asString());
            }
            if (told.isA("answered")) {
                String question = attempt(told) + told.fact().path("question_id").asString();
                String id = told.fact().path("event_id").asString();
                look.expect(asked.remove(question), "%s answers what nobody asks", id);
                look.expect(
                        said.contains(id) || isOvertaken(told, story.subList(i + 1, story.size())),
                        "the answer %s was told to nobody",
                        id);
            }
        }
    }

    private static String attempt(Told told) {
        return told.fact().path("command_id").asString() + " ";
    }

    private static boolean isOvertaken(Told answer, List<Told> later) {
        return later.stream()
                .anyMatch(told ->
                        told.endsFor(answer) && told.at() - answer.at() <= LONGEST_BATCH_MILLIS);
    }
}
