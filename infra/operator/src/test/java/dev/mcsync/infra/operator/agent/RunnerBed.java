package dev.mcsync.infra.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.operator.agent.Program.Input;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A runner with a shell script for its program, and the system that it works for. */
abstract class RunnerBed {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path directory;

    FakeSystem system;
    private McApi api;
    private @Nullable Runner runner;
    private @Nullable Thread life;

    @BeforeEach
    void begin() throws IOException {
        system = new FakeSystem();
        api = system.api();
    }

    @AfterEach
    void end() throws InterruptedException {
        stop();
        api.close();
        system.close();
    }

    final void run(Input input, String script) {
        run(input, script, 1);
    }

    /**
     * @param parallel how many tasks it works on at once
     */
    final void run(Input input, String script, int parallel) {
        RunnerLog log = new RunnerLog(Terminal.standard());
        Program program =
                new Program(
                        List.of("sh", "-c", script), input, Duration.ofSeconds(1), false, false);
        Journal journal = Journal.open(directory.resolve("state"));
        Agent agent = new Agent("agt_1", journal, new Outbox(api, journal, log), log);
        Runner started = new Runner(api, agent, program, parallel, Duration.ofMillis(200));
        started.begin();
        runner = started;
        life = Thread.ofVirtual().start(() -> agent.quietly(started::live));
    }

    final void stop() throws InterruptedException {
        if (runner != null && life != null) {
            runner.close();
            life.join();
            runner = null;
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
