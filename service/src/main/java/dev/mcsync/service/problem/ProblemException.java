package dev.mcsync.service.problem;

import dev.mcsync.contracts.json.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Carries a problem out of a reactive chain, to where all failures become answers. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.status() + " " + said(problem), null, false, false);
        this.problem = problem;
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(Problem.plain(HttpStatus.NOT_FOUND, detail));
    }

    /** 503: what is asked for is not there yet, or not at the moment. */
    public static ProblemException notYet(String detail) {
        return new ProblemException(Problem.notYet(detail));
    }

    public static ProblemException badParameters(List<FieldError> errors) {
        return new ProblemException(
                Problem.plain(HttpStatus.BAD_REQUEST, "The parameters are not understood")
                        .withErrors(errors));
    }

    public Problem problem() {
        return problem;
    }

    private static @Nullable String said(Problem problem) {
        return problem.reason() == null ? problem.detail() : problem.reason();
    }
}
