package dev.mcsync.infra.proof.panel;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One run of the panel's browser tests in a Node of its own, which says a line of JSON for each
 * test as it ends. The run limits the time of each test, so reading here always comes to an end.
 */
final class BrowserRun implements AutoCloseable {

    /** Tests run in the module's directory, with the whole project around it. */
    private static final Path PANEL = Path.of("..", "..", "realtime-gateway", "panel");

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final BufferedReader lines;
    private final Map<String, JsonNode> ended = new LinkedHashMap<>();

    private BrowserRun(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** What is missing on this machine, if anything is. */
    static Optional<String> hindrance() {
        if (!Files.isDirectory(PANEL.resolve("node_modules"))) {
            return Optional.of("the panel's packages are not installed (npm ci)");
        }
        return isChromiumThere() || System.getenv("MC_CHROMIUM") != null
                ? Optional.empty()
                : Optional.of("Chromium is not installed (apt-get install chromium)");
    }

    private static boolean isChromiumThere() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .anyMatch(Files::isExecutable);
    }

    /** The names of all tests, in the order in which they run. */
    static List<String> names() {
        Process listing = node(Map.of(), "--list");
        try (BufferedReader output = listing.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the browser tests", e);
        }
    }

    static BrowserRun start(String url, String token) {
        return new BrowserRun(node(Map.of("MC_URL", url, "MC_TOKEN", token), "--json"));
    }

    /**
     * Waits for the test's end.
     *
     * @return what went wrong, or null
     */
    @Nullable String faultOf(String name) throws IOException {
        String line;
        while (!ended.containsKey(name) && (line = lines.readLine()) != null) {
            JsonNode result = JSON.readTree(line);
            ended.put(result.path("name").asString(), result);
        }
        JsonNode result = ended.get(name);
        if (result == null) {
            return "the run ended before this test came to its end; see its output above";
        }
        return result.has("error") ? result.path("error").asString() : null;
    }

    /** The browser is a child of the Node and must not outlive it. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Process node(Map<String, String> environment, String option) {
        List<String> command = new ArrayList<>(List.of("node", "e2e/run.mjs", option));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(PANEL.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Node in " + PANEL, e);
        }
    }
}
