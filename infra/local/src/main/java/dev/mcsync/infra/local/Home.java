package dev.mcsync.infra.local;

import java.nio.file.Path;

/** The directory of the script, which the defaults lie in wherever it is called from. */
final class Home {
    private static final Path PATH = Path.of(System.getProperty("mc.home", ""));

    private Home() {}

    static Path path() {
        return PATH;
    }

    static Path dataDirectory() {
        return PATH.resolve(".mc-sync");
    }
}
