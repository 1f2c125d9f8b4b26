package dev.mcsync.infra.local.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Which paths all that is kept in a data directory can live with. */
final class DataDirectoryName {
    /**
     * PostgreSQL gives a path 1,023 bytes, and files of its own and of the broker come below it.
     */
    private static final int LONGEST_BYTES = 800;

    private DataDirectoryName() {}

    /**
     * Looks at the name only: nothing has been written yet.
     *
     * @throws RunFailedException with the reason
     */
    static void check(Path path) {
        String name = path.toString();
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_BYTES) {
            throw refused(
                    path,
                    "its path has %s bytes, and the database takes at most %s"
                            .formatted(bytes, LONGEST_BYTES));
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw refused(path, "its path has a line break or another control character");
        }
        if (name.indexOf('\uFFFD') >= 0) {
            throw refused(
                    path,
                    "its path is not in the character set of this environment ("
                            + System.getProperty("sun.jnu.encoding")
                            + "): set LC_ALL=C.UTF-8");
        }
    }

    private static RunFailedException refused(Path path, String reason) {
        String shown = path.toString().replaceAll("\\p{Cntrl}", "?");
        return new RunFailedException(
                "The data directory " + shown + " cannot be used: " + reason + ".");
    }
}
