package dev.mcsync.infra.backing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs a short program to its end. */
final class Command {
    private Command() {}

    static boolean succeeds(List<String> command) {
        try {
            return run(command).status() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** The failure's message carries what the program printed. */
    static void require(List<String> command) {
        try {
            Result result = run(command);
            if (result.status() != 0) {
                throw new BackingFailedException(
                        String.join(" ", command)
                                + " ended with status "
                                + result.status()
                                + ": "
                                + result.output());
            }
        } catch (IOException e) {
            throw new BackingFailedException("Cannot run " + command.getFirst(), e);
        }
    }

    private record Result(int status, String output) {}

    private static Result run(List<String> command) throws IOException {
        Process process =
                ChildEnvironment.applyTo(new ProcessBuilder(command))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingFailedException("Interrupted while running " + command.getFirst(), e);
        }
    }
}
