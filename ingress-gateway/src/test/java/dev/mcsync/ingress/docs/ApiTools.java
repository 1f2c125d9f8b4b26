package dev.mcsync.ingress.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The tools of {@code infra/api-tools}, which run by Node and come from npm. */
final class ApiTools {

    /** Tests run in the module's directory, with the whole project around it. */
    static final Path HOME = Path.of("..", "infra", "api-tools").toAbsolutePath().normalize();

    private static final long SECONDS = 300;

    private ApiTools() {}

    /** Only when they are not there, or others are asked for: npm writes down what it installed. */
    static void install() throws IOException, InterruptedException {
        assumeTrue(isNodeThere(), "Left out: there is no Node");
        Path installed = HOME.resolve("node_modules/.package-lock.json");
        Path wanted = HOME.resolve("package-lock.json");
        if (!Files.exists(installed)
                || Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(wanted))
                        < 0) {
            run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
    }

    static String node(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("node"));
        line.addAll(List.of(arguments));
        return run(line);
    }

    /** Gives what it wrote; fails when it does. */
    static String run(List<String> line) throws IOException, InterruptedException {
        Path output = Files.createTempFile("api-tools", ".log");
        Process process =
                new ProcessBuilder(line)
                        .directory(HOME.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s in time", line).isTrue();
            String written = Files.readString(output);
            assertThat(process.exitValue()).as("%s: %s", line, written).isZero();
            return written.strip();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static boolean isNodeThere() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false; // There is no such program.
        }
    }
}
