package dev.mcsync.infra.operator.agent;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a line that the program printed says of its task: an object of JSON with some of the members
 * of a report, or else a text, which is the message.
 *
 * @param members of the report; {@code result} is for the last one
 */
record Saying(ObjectNode members) {

    /** As a card shows it; an agent's log is its own affair. */
    static final int LONGEST_MESSAGE = 500;

    private static final Set<String> MEMBERS =
            Set.of("progress", "message", "stage", "question", "result", "error_code", "meta");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty for a line that says nothing. */
    static Optional<Saying> of(String line) {
        String text = Text.plain(line).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(structured(text).orElseGet(() -> ofText(text)));
    }

    static Saying ofText(String text) {
        return new Saying(
                JSON.createObjectNode().put("message", Text.beginning(text, LONGEST_MESSAGE)));
    }

    boolean asks() {
        return members.has("question");
    }

    private static Optional<Saying> structured(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode read = JSON.readTree(text);
            boolean isOurs =
                    read instanceof ObjectNode object
                            && !object.isEmpty()
                            && MEMBERS.containsAll(object.propertyNames());
            return isOurs ? Optional.of(new Saying((ObjectNode) read)) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
