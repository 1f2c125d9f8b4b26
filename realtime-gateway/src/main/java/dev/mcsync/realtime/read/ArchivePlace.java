package dev.mcsync.realtime.read;

import dev.mcsync.contracts.id.IdSyntax;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A place between two tasks of the archive. It stays where it is though tasks come and go.
 *
 * @param statusSince when the task before it was over, in whole microseconds
 * @param taskId of the task before it
 */
record ArchivePlace(Instant statusSince, String taskId) {

    /** The end of the moment; ids have neither this letter nor a space. */
    private static final char BETWEEN = '~';

    /** Before all. */
    static final ArchivePlace BEGINNING =
            new ArchivePlace(Instant.parse("9999-12-31T23:59:59Z"), "");

    static Optional<ArchivePlace> find(String text) {
        int between = text.indexOf(BETWEEN);
        if (between < 0 || !IdSyntax.isValid(text.substring(between + 1))) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(text.substring(0, between));
            return Optional.of(
                    new ArchivePlace(
                            at.truncatedTo(ChronoUnit.MICROS), text.substring(between + 1)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    String text() {
        return statusSince.toString() + BETWEEN + taskId;
    }
}
