package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.McApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program {@code up} in a JVM of its own, where language, time zone, character set, name of the
 * data directory and environment are as odd as a machine may have them.
 */
class OddPlacesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BOUND = "a-token-bound-to-one-agent-1234567890";
    private static final Map<String, String> SECRETS =
            Map.of(
                    "MC_TOKEN", "a-token-that-only-the-program-knows-1234",
                    "MC_INTERNAL_TOKEN", "an-internal-token-of-this-test-567890",
                    "MC_AGENT_TOKENS_agt_Odd", BOUND);

    @TempDir Path directory;

    @Test
    void itRunsWithArabicDigitsHalfAnHourOffAndCommasQuotesAndAccentsInTheDirectory()
            throws Exception {
        Path data = directory.resolve("où, \"a\" 'b' #1 %d \\x $y{z} (ü)\u0645 ");
        Process up =
                up(
                        data,
                        SECRETS,
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.extensions=u-nu-arab",
                        "-Duser.timezone=America/St_Johns",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Dstdout.encoding=US-ASCII");
        try {
            RunFile run = awaitRun(up, data);
            theBoundTokenSpeaksForItsAgentAlone(run);
            noChildKnowsASecret(up);
            nobodyElseMayRead(data);
        } finally {
            end(up);
        }
        assertThat(children(directory)).containsExactlyInAnyOrder(data, output());
        for (String log : List.of("state-processor.log", "libraries.log")) {
            assertThat(data.resolve("logs").resolve(log)).isRegularFile();
        }
    }

    @Test
    void itRunsInTurkishWithASymbolicLinkInTheAsciiOfThePosixLocale() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        Process up =
                up(
                        link,
                        Map.of("LC_ALL", "POSIX", "TZ", "Asia/Kathmandu"),
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Dfile.encoding=COMPAT");
        try {
            RunFile run = awaitRun(up, link);
            try (var api = new McApi(run.url(), run.token())) {
                assertThat(api.get("/api/dashboard/board").status()).isEqualTo(200);
            }
        } finally {
            end(up);
        }
    }

    @Test
    void aMisspeltSettingStopsTheStartBeforeAnythingIsWritten() throws Exception {
        Path data = directory.resolve("data");

        Process up = up(data, Map.of("MC_OFFLIN_AFTER", "10s"));

        assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isEqualTo(1);
        assertThat(said()).contains("MC_OFFLIN_AFTER (did you mean MC_OFFLINE_AFTER?)");
        assertThat(said().lines()).hasSize(1);
        assertThat(data).doesNotExist();
    }

    private void theBoundTokenSpeaksForItsAgentAlone(RunFile run) {
        try (var api = new McApi(run.url(), BOUND)) {
            assertThat(heartbeat(api, "agt_Odd")).isEqualTo(202);
            assertThat(heartbeat(api, "agt_other")).isEqualTo(403);
        }
    }

    private static int heartbeat(McApi api, String agent) {
        return api.post("/api/agents/heartbeat", Map.of("agent_id", agent)).status();
    }

    private static void noChildKnowsASecret(Process up) throws IOException {
        List<ProcessHandle> children = up.descendants().toList();
        assertThat(children).hasSizeGreaterThan(2);
        for (ProcessHandle child : children) {
            Path about = Path.of("/proc", Long.toString(child.pid()));
            for (String file : List.of("environ", "cmdline")) {
                String text = readIfThere(about.resolve(file));
                assertThat(text).doesNotContain("MC_TOKEN", "MC_AGENT_TOKENS");
                SECRETS.values().forEach(secret -> assertThat(text).doesNotContain(secret));
            }
        }
    }

    /** Empty for a process that has ended meanwhile, as some of PostgreSQL's do. */
    private static String readIfThere(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return "";
        }
    }

    private static void nobodyElseMayRead(Path data) throws IOException {
        try (Stream<Path> paths = Files.walk(data)) {
            List<String> open = new ArrayList<>();
            for (Path path : paths.filter(Files::exists).toList()) {
                String permissions =
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                if (!permissions.endsWith("------")) {
                    open.add(permissions + " " + path);
                }
            }
            assertThat(open).isEmpty();
        }
    }

    private Process up(Path data, Map<String, String> environment, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(McSync.class.getName(), "up", "--port", "0", "--data-dir=" + data));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile());
        // Java names them on a line of its own.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private RunFile awaitRun(Process up, Path data) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (RunFile.find(data).isEmpty()) {
            assertThat(up.isAlive()).as(said()).isTrue();
            assertThat(System.nanoTime()).as(said()).isLessThan(deadline);
            up.waitFor(100, TimeUnit.MILLISECONDS);
        }
        return RunFile.find(data).orElseThrow();
    }

    private void end(Process up) throws InterruptedException {
        up.destroy();
        if (!up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            up.destroyForcibly();
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        }
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    private String said() throws IOException {
        return new String(Files.readAllBytes(output()), StandardCharsets.UTF_8);
    }
}
