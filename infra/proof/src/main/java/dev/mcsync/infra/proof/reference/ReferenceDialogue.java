package dev.mcsync.infra.proof.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What agent and people have said to each other and the other side has not taken up, by the
 * document. Times are milliseconds of the log.
 */
final class ReferenceDialogue {

    private static final int MOST_MESSAGES = 16;

    private final List<ObjectNode> messages = new ArrayList<>();
    private @Nullable JsonNode question;
    private long askedAt;

    /** A report that took effect: what its agent has by now, and then what it asks. */
    void heard(JsonNode report, long at) {
        Set<String> acks =
                report.path("acks")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.toSet());
        messages.removeIf(message -> acks.contains(message.path("id").asString()));
        JsonNode asked = report.path("question");
        if (asked.isObject() && !asks(idOf(asked)) && !hasAnswerTo(idOf(asked))) {
            question = asked;
            askedAt = at;
        }
    }

    /** What is left of it once the task is in another status. */
    void entered(String status) {
        switch (status) {
            case "timeout" -> question = null;
            case "failed" -> beginAnew();
            case "done" -> {
                question = null;
                messages.clear();
            }
            default -> {}
        }
    }

    /** Answers were for the attempt that asked, notes are for whoever comes. */
    void beginAnew() {
        question = null;
        messages.removeIf(message -> message.has("question_id"));
    }

    /** Why nobody can answer this; null when it was answered. */
    @Nullable String answer(JsonNode fact, long at) {
        String id = fact.path("question_id").asString();
        if (!asks(id)) {
            return "question_not_open";
        }
        String tooMany = say(fact, "answer", at);
        question = tooMany == null ? null : question;
        return tooMany;
    }

    /** Why there is no room for it; null when it waits for its agent now. */
    @Nullable String note(JsonNode fact, long at) {
        return say(fact, "note", at);
    }

    /** When people must have answered; long ago where nothing is asked. */
    long answerDue(long answerMillis) {
        return question == null ? Long.MIN_VALUE : askedAt + answerMillis;
    }

    /** As a snapshot words it; null when there is nothing to tell. */
    @Nullable JsonNode told() {
        if (question == null && messages.isEmpty()) {
            return null;
        }
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        if (question != null) {
            told.putObject("open").put("asked_at", time(askedAt)).set("question", question);
        }
        if (!messages.isEmpty()) {
            told.putArray("messages").addAll(messages);
        }
        return told;
    }

    private @Nullable String say(JsonNode fact, String kind, long at) {
        if (messages.size() >= MOST_MESSAGES) {
            return "too_many_messages";
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("id", fact.path("event_id").asString()).put("kind", kind);
        if (fact.has("question_id")) {
            message.put("question_id", fact.path("question_id").asString());
        }
        message.put("text", fact.path("text").asString()).put("sent_at", time(at));
        messages.add(message);
        return null;
    }

    private boolean asks(String id) {
        return question != null && idOf(question).equals(id);
    }

    private boolean hasAnswerTo(String id) {
        return messages.stream()
                .anyMatch(message -> message.path("question_id").asString("").equals(id));
    }

    private static String idOf(JsonNode asked) {
        return asked.path("id").asString();
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
