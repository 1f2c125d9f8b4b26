package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.proof.system.ChildClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A command of the proof in a JVM of its own, as {@code ./mc-sync} runs it. */
public final class ProofCommand {

    private ProofCommand() {}

    /** Runs it to its end, with its output among the test's own, and demands exit code 0. */
    public static void assertPasses(Class<?> main, List<String> arguments)
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
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = new ArrayList<>();
        Thread reader =
                Thread.ofVirtual()
                        .start(() ->
                                process.inputReader()
                                        .lines()
                                        .forEach(line -> {
                                            System.out.println(line);
                                            output.add(line);
                                        }));
        try {
            int exit = process.waitFor();
            reader.join();
            assertThat(exit)
                    .as(() -> main.getSimpleName() + " said\n" + String.join("\n", output))
                    .isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
