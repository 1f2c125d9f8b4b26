package dev.mcsync.infra.backing;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How PostgreSQL, which refuses to run as root, is started by this user. */
enum Unprivileged {
    /** This user is not root. */
    ALREADY(List.of()) {
        @Override
        Path cache(Path directory) {
            return userCache();
        }

        @Override
        void handOver(Path tree) {}
    },

    /** In a user namespace, where root's own number is nobody's and the files stay readable. */
    BY_NAMESPACE(List.of("unshare", "-U")) {
        @Override
        Path cache(Path directory) {
            return userCache();
        }

        @Override
        void handOver(Path tree) {}
    },

    /**
     * As nobody, who then owns the files; where namespaces are forbidden, as in most containers.
     */
    BY_OTHER_USER(
            List.of(
                    "setpriv",
                    "--reuid=" + Unprivileged.NOBODY,
                    "--regid=" + Unprivileged.NOBODY,
                    "--clear-groups")) {
        // Root's home is closed to nobody; the data directory has to be open anyway.
        @Override
        Path cache(Path directory) {
            return directory;
        }

        @Override
        void handOver(Path tree) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.toList()) {
                    Files.setAttribute(path, "unix:uid", NOBODY);
                    Files.setAttribute(path, "unix:gid", NOBODY);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot give " + tree + " to nobody", e);
            }
        }
    };

    private static final int NOBODY = 65_534;

    private final List<String> prefix;

    Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    static Unprivileged detect() {
        if (new UnixSystem().getUid() != 0) {
            return ALREADY;
        }
        return Stream.of(BY_NAMESPACE, BY_OTHER_USER)
                .filter(Unprivileged::works)
                .findFirst()
                .orElseThrow(() ->
                        new BackingFailedException(
                                "PostgreSQL does not run as root, and neither unshare -U nor"
                                        + " setpriv works here: run as another user"));
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /** Where the programs are unpacked so that this kind of user can run them. */
    abstract Path cache(Path directory);

    /** Makes PostgreSQL's user the owner of a tree that it must own. */
    abstract void handOver(Path tree);

    private boolean works() {
        return Command.succeeds(command(List.of("true")));
    }

    private static Path userCache() {
        String configured = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base =
                configured.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(configured);
        return base.resolve("mc-sync");
    }
}
