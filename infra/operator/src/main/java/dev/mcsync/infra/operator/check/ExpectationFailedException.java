package dev.mcsync.infra.operator.check;

/** The system showed something else than a criterion asks for; the message says both. */
final class ExpectationFailedException extends RuntimeException {
    ExpectationFailedException(String message) {
        super(message);
    }
}
