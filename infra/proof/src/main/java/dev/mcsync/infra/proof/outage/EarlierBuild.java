package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.proof.system.Build;
import dev.mcsync.infra.proof.system.ChildClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a build of another version of the product, out of the repository that this one is from. */
final class EarlierBuild {

    static final String NAME = "before";

    /** As {@code ./mc-sync build} does it, without the panel, which nobody looks at here. */
    private static final List<String> MAVEN =
            List.of(
                    "mvn",
                    "-B",
                    "-ntp",
                    "package",
                    "-pl",
                    "infra/local",
                    "-am",
                    "-Dmaven.test.skip=true",
                    "-Dspring-boot.repackage.skip=true",
                    "-Dspotless.check.skip=true",
                    "-Dpanel.skip=true");

    private EarlierBuild() {}

    /**
     * Takes some minutes, and needs git and Maven.
     *
     * @param revision as git knows it
     * @param directory that it has to itself; the jars are in it at the end, and the sources are
     *     not
     */
    static Build of(String revision, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path here = ChildClassPath.jar().resolveSibling("");
        Path log = directory.resolve("build.log");
        Path sources = directory.resolve("sources");
        String at = sources.toString();
        run(here, log, List.of("git", "worktree", "add", "--detach", at, revision));
        try {
            run(sources, log, MAVEN);
            Path jars = Files.createDirectories(directory.resolve("jars"));
            run(sources, log, List.of("cp", "-r", "infra/local/target/.", jars.toString()));
            return Build.in(jars, NAME);
        } finally {
            run(here, log, List.of("git", "worktree", "remove", "--force", at));
        }
    }

    private static void run(Path in, Path log, List<String> command)
            throws IOException, InterruptedException {
        int exit =
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start()
                        .waitFor();
        if (exit != 0) {
            throw new IOException(
                    "%s ended with %d; %s says why"
                            .formatted(String.join(" ", command), exit, log));
        }
    }
}
