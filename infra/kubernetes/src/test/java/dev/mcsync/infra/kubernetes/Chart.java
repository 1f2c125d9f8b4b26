package dev.mcsync.infra.kubernetes;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The chart, rendered by Helm's own engine without a cluster. As a library it leaves out what is a
 * hook, and takes itself for a client of Kubernetes 1.20: so it is given a copy in which hooks are
 * called something else, and that asks for no version.
 */
final class Chart {

    static final Path DIRECTORY = Repository.KUBERNETES.resolve("chart/mc-sync");
    static final String RELEASE = "board";
    static final String NAMESPACE = "mc-sync";

    /** As it is installed with nothing said. */
    static final String DEFAULTS = "defaults";

    static final String MINIMAL = "minimal";
    static final String EVERYTHING = "everything";
    static final String SCRAM = "scram";

    private static final String HOOK = "helm.sh/hook";
    private static final String NO_HOOK = "mc-sync.test/hook";
    private static final Pattern VERSION_ASKED = Pattern.compile("(?m)^kubeVersion:.*$");

    /** Of this run: the copy, and the values that it is given. */
    private static final Path WORK = newDirectory();

    private static final Path COPY = copy();
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private Chart() {}

    static Stream<String> variants() {
        return Stream.of(DEFAULTS, MINIMAL, EVERYTHING, SCRAM);
    }

    /** What it makes with the values of a variant. */
    static Manifests of(String variant) {
        return RENDERED.computeIfAbsent(variant, name -> with(values(name)));
    }

    /**
     * @param values as YAML, beside those that hold where nothing is said
     * @throws IllegalStateException with Helm's own words, when it refuses them
     */
    static Manifests with(String values) {
        try {
            Path file = Files.createTempFile(WORK, "values", ".yaml");
            Files.writeString(file, values);
            String rendered =
                    new Helm(COPY)
                            .template()
                            .withName(RELEASE)
                            .withNamespace(NAMESPACE)
                            .withValuesFile(file)
                            .call();
            return Manifests.parse(rendered.replace(NO_HOOK, HOOK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LintResult lint() {
        return new Helm(DIRECTORY).lint().strict().call();
    }

    /** The values that hold where nothing else is said. */
    static JsonNode defaults() {
        return Yaml.read(DIRECTORY.resolve("values.yaml"));
    }

    /** Of a file beside this class. */
    static String resource(String name) {
        try (InputStream in = Chart.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected the resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String values(String variant) {
        return switch (variant) {
            case DEFAULTS -> "";
            case EVERYTHING -> withAlerts(resource("everything.yaml"));
            default -> resource(variant + ".yaml");
        };
    }

    /** As {@code --set-file monitoring.alerts=…} does. */
    private static String withAlerts(String values) {
        ObjectNode tree = (ObjectNode) Yaml.parse(values).getFirst();
        ((ObjectNode) tree.path("monitoring")).put("alerts", Repository.read(Repository.ALERTS));
        return JsonMapper.shared().writeValueAsString(tree);
    }

    private static Path newDirectory() {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            return Files.createTempDirectory(target, "chart");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy() {
        Path chart = WORK.resolve("mc-sync");
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = chart.resolve(DIRECTORY.relativize(file));
                Files.createDirectories(chart.resolve("templates"));
                Files.writeString(copy, withoutWhatTheLibraryLacks(Repository.read(file)));
            }
            return chart;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutWhatTheLibraryLacks(String text) {
        return VERSION_ASKED.matcher(text.replace(HOOK, NO_HOOK)).replaceAll("");
    }
}
