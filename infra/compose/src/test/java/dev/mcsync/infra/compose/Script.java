package dev.mcsync.infra.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a script of {@code infra/compose}.
 *
 * @param output of both streams
 */
record Script(int status, String output) {

    private static final long LIMIT_SECONDS = 60;

    static Script run(String name, Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder("bash", script(name));
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(name + " did not end; it said: " + output);
            }
            return new Script(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String script(String name) {
        Path file = Repository.COMPOSE.resolve(name);
        return file.toString();
    }
}
