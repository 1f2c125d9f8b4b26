package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Why an agent's event was not taken. */
final class AgentProblems {

    private AgentProblems() {}

    static Problem otherAgent(String pointer) {
        return Problem.of(
                        HttpStatus.FORBIDDEN, "other_agent", "This token speaks for another agent.")
                .withErrors(
                        List.of(
                                new FieldError(
                                        pointer, "expected the agent that the token is for")));
    }

    static Problem tooManyNewAgents(Duration wait) {
        return GatewayProblems.tooMany(
                "too_many_new_agents",
                "This token has brought too many new agents into being.",
                wait);
    }

    /** Empty when it is short enough to be kept. */
    static Optional<Problem> longMeta(AgentEvent event, String pointer) {
        return event instanceof Heartbeat heartbeat
                        && heartbeat.meta() != null
                        && heartbeat.meta().text().length() > Heartbeat.MAX_META_LENGTH
                ? Optional.of(
                        GatewayProblems.invalidContent(
                                List.of(
                                        new FieldError(
                                                pointer,
                                                "expected at most %d characters in a heartbeat"
                                                        .formatted(Heartbeat.MAX_META_LENGTH)))))
                : Optional.empty();
    }

    static Problem unknownAgent() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "unknown_agent", "There is no such agent on the list.");
    }

    static Problem unfinishedTasks(long count) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "unfinished_tasks",
                        "The agent has unfinished tasks. Finish, cancel or wait for them first.")
                .with("unfinished", count);
    }

    /** Only for what the log did not take. */
    static Problem notPublished(Published published) {
        return published == Published.TOO_LARGE
                ? GatewayProblems.bodyTooLarge(JsonBody.MAX_BYTES)
                : GatewayProblems.logUnreachable();
    }
}
