package dev.mcsync.infra.operator.agentcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.operator.OperatorTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentProcessTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path directory;

    @Test
    void whoeverEndsTheCheckEndsTheAgent() throws Exception {
        Path pid = directory.resolve("pid");
        Process check =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OperatorTool.class.getName(),
                                "agent-check",
                                "--",
                                "sh",
                                "-c",
                                "echo $$ > %1$s.new; mv %1$s.new %1$s; exec sleep 600"
                                        .formatted(pid))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        try {
            await(() -> Files.exists(pid));
            ProcessHandle agent =
                    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

            check.destroy();

            assertThat(check.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await(() -> !agent.isAlive());
        } finally {
            check.destroyForcibly();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }
}
