import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds the panel with the installed Node, as a step of the Maven build: packages only when they
 * are missing or the lock file is newer, and nothing at all when no source has changed. Run as a
 * source file: {@code java PanelBuild.java <panel> <output> <stamp>}.
 */
final class PanelBuild {

    private static final int MIN_MAJOR = 20;
    private static final int MIN_MINOR = 19;
    private static final Pattern VERSION = Pattern.compile("v(\\d+)\\.(\\d+)\\..*");

    /** Made by tools, not by people. */
    private static final Set<String> NOT_SOURCES = Set.of("node_modules", "dist", "shots");

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Path panel;
    private final Path output;
    private final Path stamp;

    private PanelBuild(Path panel, Path output, Path stamp) {
        this.panel = panel;
        this.output = output;
        this.stamp = stamp;
    }

    public static void main(String[] args) throws Exception {
        new PanelBuild(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).run();
    }

    private void run() throws Exception {
        String sources = hashOfSources();
        if (Files.exists(output.resolve("index.html"))
                && Files.exists(stamp)
                && Files.readString(stamp).equals(sources)) {
            return;
        }
        requireNode();
        if (!arePackagesThere()) {
            npm("ci", "--no-audit", "--no-fund");
        }
        npm("run", "build", "--", "--outDir", output.toString(), "--emptyOutDir");
        Files.writeString(stamp, sources);
    }

    private String hashOfSources() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Path file : sources()) {
            digest.update(panel.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> children = Files.list(panel)) {
            for (Path child : children.toList()) {
                collect(child, files);
            }
        }
        files.sort(null);
        return files;
    }

    private static void collect(Path path, List<Path> files) throws IOException {
        if (NOT_SOURCES.contains(path.getFileName().toString())) {
            return;
        }
        if (Files.isDirectory(path)) {
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : children.toList()) {
                    collect(child, files);
                }
            }
        } else {
            files.add(path);
        }
    }

    private void requireNode() throws InterruptedException {
        String found;
        try {
            Process node = command("node", "--version").redirectErrorStream(true).start();
            found = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            node.waitFor();
        } catch (IOException e) {
            throw stop("none was found");
        }
        Matcher version = VERSION.matcher(found);
        if (!version.matches()) {
            throw stop("its version was not understood: " + found);
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < MIN_MAJOR || (major == MIN_MAJOR && minor < MIN_MINOR)) {
            throw stop("found " + found);
        }
    }

    /** npm writes down what it has installed, after everything else. */
    private boolean arePackagesThere() throws IOException {
        Path installed = panel.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(
                                        Files.getLastModifiedTime(
                                                panel.resolve("package-lock.json")))
                        >= 0;
    }

    private void npm(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(WINDOWS ? "npm.cmd" : "npm"));
        line.addAll(List.of(arguments));
        int code = command(line.toArray(String[]::new)).inheritIO().start().waitFor();
        if (code != 0) {
            System.err.println("The panel was not built: " + line + " ended with " + code);
            System.exit(1);
        }
    }

    private ProcessBuilder command(String... line) {
        return new ProcessBuilder(line).directory(panel.toFile());
    }

    private static RuntimeException stop(String found) {
        System.err.printf(
                "The panel needs Node %d.%d or newer to be built; %s.%n"
                        + "Install it, or leave the panel out with -Dpanel.skip%n",
                MIN_MAJOR, MIN_MINOR, found);
        System.exit(1);
        return new IllegalStateException("Expected to have ended");
    }
}
