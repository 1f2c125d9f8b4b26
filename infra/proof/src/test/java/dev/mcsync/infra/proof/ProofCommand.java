package dev.mcsync.infra.proof;

import dev.mcsync.infra.proof.system.ChildClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of the proof in a JVM of its own, as {@code ./mc-sync} runs it. */
public final class ProofCommand {

    private ProofCommand() {}

    /**
     * Runs it to its end, with its output among the test's own.
     *
     * @return its exit code
     */
    public static int run(Class<?> main, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-Dlogback.configurationFile=dev/mcsync/infra/proof/proof-logback.xml",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                ChildClassPath.current(),
                                main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            return process.waitFor();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
