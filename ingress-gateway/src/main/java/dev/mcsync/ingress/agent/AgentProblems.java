package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.http.Problem;
import dev.mcsync.ingress.publish.Published;
import java.util.List;
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
                ? Problem.bodyTooLarge(JsonBody.MAX_BYTES)
                : Problem.logUnreachable();
    }
}
