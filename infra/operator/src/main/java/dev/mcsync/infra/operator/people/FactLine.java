package dev.mcsync.infra.operator.people;

import dev.mcsync.infra.operator.terminal.ForeignText;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A fact of the ledger in one line. */
final class FactLine {
    /** An agent may say 4000 characters; task show has the last of them. */
    private static final int MOST_SAID = 200;

    private FactLine() {}

    /** Where several tasks are told of. */
    static String of(JsonNode fact) {
        return line(fact, text(fact, "task_id") + "  " + text(fact, "agent_id"));
    }

    /** Where it is known whose it is. */
    static String ofTask(JsonNode fact) {
        return line(fact, "");
    }

    /** To the second, and as it came where it is no time. */
    static String time(String timestamp) {
        try {
            return timestamp.isEmpty()
                    ? ""
                    : OffsetDateTime.parse(timestamp)
                            .toInstant()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString();
        } catch (DateTimeException _) {
            return timestamp;
        }
    }

    static String what(JsonNode fact) {
        String outcome = text(fact, "outcome");
        return outcome.equals("applied") || outcome.isEmpty()
                ? said(fact)
                : Stream.of(outcome, text(fact, "reason"))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining(": "));
    }

    private static String line(JsonNode fact, String whose) {
        String state =
                Stream.of(text(fact, "to_status"), text(fact, "to_stage"))
                        .filter(word -> !word.isEmpty())
                        .collect(Collectors.joining("/"));
        return "%s  %-15s  %-14s  %s"
                .formatted(
                        time(text(fact, "applied_at")),
                        text(fact, "type"),
                        state,
                        Stream.of(whose.strip(), what(fact))
                                .filter(word -> !word.isEmpty())
                                .collect(Collectors.joining("  ")))
                .stripTrailing();
    }

    private static String said(JsonNode fact) {
        String progress = text(fact, "progress");
        String question = fact.at("/question/text").asString("");
        return Stream.of(
                        progress.isEmpty() ? "" : progress + " %",
                        text(fact, "error_code"),
                        text(fact, "message"),
                        question.isEmpty() ? "" : "asks: " + question,
                        text(fact, "text"),
                        text(fact, "new_title"),
                        text(fact, "new_agent_id"))
                .filter(word -> !word.isEmpty())
                .collect(
                        Collectors.collectingAndThen(
                                Collectors.joining("  "),
                                said -> ForeignText.line(said, MOST_SAID)));
    }

    private static String text(JsonNode fact, String field) {
        return fact.path(field).asString("");
    }
}
