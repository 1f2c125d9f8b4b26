package dev.mcsync.infra.operator.address;

import java.nio.file.Path;

/**
 * What the defaults lie in: the directory of the script, wherever it is called from, and the
 * working directory where no script started the program.
 */
public final class Home {
    private static final Path PATH = Path.of(System.getProperty("mc.home", ""));

    private Home() {}

    public static Path path() {
        return PATH;
    }
}
