package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.infra.operator.address.UsageException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The program that does an agent's work, once for each task.
 *
 * @param command it and its arguments
 * @param input what it finds on its standard input
 * @param grace between the signal that asks it to end and the one that ends it
 * @param resultIsOutput whether what it prints is the task's result
 * @param seesToken whether the runner's token is in its environment
 */
record Program(
        List<String> command,
        Input input,
        Duration grace,
        boolean resultIsOutput,
        boolean seesToken) {

    private static final String TOKEN = "MC_TOKEN";

    /** With a longer one Linux starts no program (bytes; its limit is 128 KiB with the name). */
    private static final int LONGEST_VARIABLE = 120 * 1024;

    /** What a program finds on its standard input. */
    enum Input {
        /** The command as one line of JSON, then the end. */
        JSON,

        /** Title and instructions as a person wrote them, then the end. */
        TEXT,

        /** The command as one line of JSON, and later each message of a person as another one. */
        OPEN,

        NONE
    }

    Program {
        command = List.copyOf(command);
    }

    /**
     * @throws UsageException when there is no such program
     */
    void check() {
        String name = command.getFirst();
        boolean isThere =
                name.contains(File.separator)
                        ? Files.isExecutable(Path.of(name))
                        : Stream.of(
                                        System.getenv()
                                                .getOrDefault("PATH", "")
                                                .split(File.pathSeparator))
                                .anyMatch(
                                        directory -> Files.isExecutable(Path.of(directory, name)));
        if (!isThere) {
            throw new UsageException("there is no program " + name + " that can be run");
        }
    }

    /**
     * @param task the command that starts it
     */
    Process start(JsonNode task) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        if (!seesToken) {
            environment.remove(TOKEN);
        }
        environment.put("MC_TASK_ID", task.path("task_id").asString());
        environment.put("MC_TASK_COMMAND_ID", task.path("command_id").asString());
        environment.put("MC_TASK_AGENT_ID", task.path("agent_id").asString());
        environment.put("MC_TASK_ATTEMPT", task.path("attempt").asString("1"));
        environment.put("MC_TASK_TITLE", task.path("title").asString());
        putWhereItFits(environment, "MC_TASK_INSTRUCTIONS", task.path("instructions").asString(""));
        putWhereItFits(
                environment,
                "MC_TASK_PAYLOAD",
                task.has("payload") ? task.path("payload").toString() : "");
        return builder.start();
    }

    /** Who needs the whole of a longer one reads the standard input. */
    private static void putWhereItFits(Map<String, String> environment, String name, String value) {
        if (value.getBytes(UTF_8).length <= LONGEST_VARIABLE) {
            environment.put(name, value);
        }
    }

    /** What stands on its standard input at first. */
    String greeting(JsonNode task) {
        return switch (input) {
            case JSON, OPEN -> task + "\n";
            case TEXT ->
                    Stream.of(task.path("title").asString(), task.path("instructions").asString(""))
                                    .filter(part -> !part.isBlank())
                                    .reduce((title, rest) -> title + "\n\n" + rest)
                                    .orElse("")
                            + "\n";
            case NONE -> "";
        };
    }

    /**
     * Ends a process and all that it started: asks first, and insists after the grace. Returns when
     * it has ended.
     */
    static void end(ProcessHandle process, Duration grace) {
        List<ProcessHandle> family = familyOf(process);
        family.forEach(ProcessHandle::destroy);
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // It has had its time: what follows is not asked.
        }
        Stream.concat(family.stream(), familyOf(process).stream())
                .forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static List<ProcessHandle> familyOf(ProcessHandle process) {
        return Stream.concat(process.descendants(), Stream.of(process)).toList();
    }
}
