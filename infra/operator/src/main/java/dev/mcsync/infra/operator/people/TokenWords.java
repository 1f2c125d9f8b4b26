package dev.mcsync.infra.operator.people;

import static dev.mcsync.infra.operator.people.TaskWords.text;

import dev.mcsync.infra.operator.address.UsageException;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the API says of tokens, in the words of a terminal. */
final class TokenWords {
    static final String TOKENS = "/api/tokens";

    private TokenWords() {}

    /** The token alone on the output, so that it can be taken from there; the rest beside it. */
    static void show(Paper paper, JsonNode made) {
        if (paper.isJson()) {
            paper.json(made);
            return;
        }
        paper.line(text(made, "token"));
        paper.aside(
                "%s (%s), %s%s. It is not shown again."
                        .formatted(
                                text(made, "name"),
                                text(made, "token_id"),
                                reach(made),
                                text(made, "ends_at").isEmpty()
                                        ? ""
                                        : ", until " + FactLine.time(text(made, "ends_at"))));
    }

    static String reach(JsonNode token) {
        String agent = text(token, "agent_id");
        return agent.isEmpty() ? text(token, "role") : text(token, "role") + " " + agent;
    }

    static boolean isGood(JsonNode token) {
        return text(token, "standing").equals("good");
    }

    /**
     * The token_id of the token that is meant by it or by its name.
     *
     * @throws UsageException when there is none, or more than one
     */
    static String idOf(Calls calls, String given) throws InterruptedException {
        List<JsonNode> tokens = List.copyOf(calls.get(TOKENS).path("tokens").values());
        if (tokens.stream().anyMatch(token -> text(token, "token_id").equals(given))) {
            return given;
        }
        List<String> named =
                tokens.stream()
                        .filter(token -> isGood(token) && text(token, "name").equals(given))
                        .map(token -> text(token, "token_id"))
                        .toList();
        if (named.isEmpty()) {
            throw new UsageException(
                    "there is no token with this id, and none that is good with this name: "
                            + given);
        }
        if (named.size() > 1) {
            throw new UsageException(
                    named.stream()
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "several tokens have this name; say which: ",
                                            "")));
        }
        return named.getFirst();
    }
}
