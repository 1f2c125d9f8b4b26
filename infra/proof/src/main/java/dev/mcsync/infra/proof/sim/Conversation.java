package dev.mcsync.infra.proof.sim;

import static dev.mcsync.infra.proof.sim.Invariants.equal;

import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What was said about one task, outcome by outcome. For one check. */
final class Conversation {

    /** No batch, redelivered or not, reaches further than this behind one of its records. */
    private static final long FURTHEST_IN_A_BATCH = 12;

    private final Map<String, SourcePosition> answers = new LinkedHashMap<>();
    private final Map<String, SourcePosition> overBy = new HashMap<>();

    /** Messages that wait, and whether each is an answer. */
    private final Map<String, Boolean> waiting = new LinkedHashMap<>();

    private @Nullable String asked;
    private @Nullable Integer attempt;

    /**
     * @param isOvertaken whether one batch may have held both the answer and what made it needless
     */
    record Answer(String id, boolean isOvertaken) {}

    /** The next outcome that took effect, and its fact. */
    void follow(TaskOutcome outcome, JsonNode fact) {
        String eventId = outcome.eventId().value();
        SourcePosition source = outcome.provenance().source();
        fact.path("acks").valueStream().map(JsonNode::asString).forEach(id -> end(id, source));
        TaskStatus status = Objects.requireNonNull(outcome.after()).status();
        boolean isAnother = !Objects.equals(attempt, outcome.actor().attempt());
        attempt = outcome.actor().attempt();
        if (isAnother || status.isEnded()) {
            asked = null;
            answers.keySet().forEach(id -> overBy.putIfAbsent(id, source));
        }
        if (isAnother || status == TaskStatus.FAILED) {
            waiting.values().removeIf(isAnswer -> isAnswer);
        }
        if (status == TaskStatus.DONE) {
            waiting.clear();
        }
        if (outcome.question() != null) {
            asked = fact.path("question").path("id").asString();
        }
        if (outcome.type() == FactType.ANSWERED) {
            equal("I21 question open for " + eventId, asked, fact.path("question_id").asString());
            asked = null;
            answers.put(eventId, source);
            waiting.put(eventId, true);
        } else if (outcome.type() == FactType.NOTED) {
            waiting.put(eventId, false);
        }
    }

    List<String> waiting() {
        return List.copyOf(waiting.keySet());
    }

    List<Answer> answers() {
        List<Answer> found = new ArrayList<>();
        answers.forEach((id, at) -> {
            SourcePosition over = overBy.get(id);
            boolean isOvertaken =
                    over != null
                            && over.partition() == at.partition()
                            && over.offset() - at.offset() <= FURTHEST_IN_A_BATCH;
            found.add(new Answer(id, isOvertaken));
        });
        return found;
    }

    private void end(String id, SourcePosition source) {
        if (waiting.remove(id) != null) {
            overBy.putIfAbsent(id, source);
        }
    }
}
