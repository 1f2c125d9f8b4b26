package dev.mcsync.infra.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a script of this module.
 *
 * @param output of both streams
 */
record Script(int status, String output) {

    private static final long LIMIT_SECONDS = 60;

    /**
     * @param input what a person types
     */
    static Script run(
            String name, Map<String, String> environment, String input, String... arguments) {
        ProcessBuilder builder =
                new ProcessBuilder("bash", Repository.KUBERNETES.resolve(name).toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        try {
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
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
}
