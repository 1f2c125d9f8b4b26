package dev.mcsync.ingress.token;

import dev.mcsync.service.problem.Problem;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** Why nothing was done about a token. */
final class TokenProblems {

    private TokenProblems() {}

    static Problem unknown() {
        return Problem.of(HttpStatus.NOT_FOUND, "unknown_token", "There is no token with this id.");
    }

    static Problem ofEnvironment() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "token_of_environment",
                "This token stands in the settings of the services, and is changed there.");
    }

    static Problem nameTaken() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "name_taken",
                "A token that is good has this name. Choose another, rotate it or revoke it.");
    }

    static Problem isOver() {
        return Problem.of(
                HttpStatus.CONFLICT,
                "token_over",
                "This token is over, or another has taken its place already.");
    }

    /** It may exist, unknown to everybody: the list shows it, and it can be revoked. */
    static Problem logUnreachable() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "log_unreachable",
                        "The log did not confirm in time. See the list of tokens before you try again.")
                .retryAfter(Duration.ofSeconds(2));
    }
}
