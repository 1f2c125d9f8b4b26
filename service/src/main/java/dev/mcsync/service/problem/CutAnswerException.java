package dev.mcsync.service.problem;

/**
 * Ends the connection of an answer that broke off in the middle. It carries no trace: the web
 * server logs it for each answer, and what broke is elsewhere.
 */
final class CutAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CutAnswerException(Throwable why) {
        super(why.toString(), null, false, false);
    }
}
