package dev.mcsync.infra.operator.address;

import dev.mcsync.service.startup.SettingFiles;
import dev.mcsync.service.startup.SettingNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The environment variables, and behind them the lines of {@code .env.sync} beside the script:
 * {@code NAME=value}, with comments, an {@code export} in front and quotes allowed. Either may say
 * {@code NAME_FILE} for what lies in a file.
 */
public record Environment(Map<String, String> variables, Map<String, String> file) {
    static final String FILE_NAME = ".env.sync";

    public Environment {
        variables = Map.copyOf(variables);
        file = Map.copyOf(file);
    }

    public static Environment standard() {
        return of(System.getenv(), Home.path());
    }

    /**
     * @throws dev.mcsync.service.startup.SettingException when a variable names a file that cannot
     *     be read
     */
    static Environment of(Map<String, String> variables, Path directory) {
        return new Environment(
                SettingFiles.resolved(variables),
                SettingFiles.resolved(read(directory.resolve(FILE_NAME))));
    }

    /** What is set to nothing is not set. */
    public Optional<String> find(String name) {
        return findVariable(name).or(() -> notBlank(file.get(name)));
    }

    /** Without regard to the file, which may speak of another system. */
    public Optional<String> findVariable(String name) {
        return notBlank(variables.get(name));
    }

    /** What the clients of Kafka are told beside what they ask for, as {@code mc.kafka.*} is. */
    Map<String, String> kafka() {
        Map<String, String> all = new HashMap<>(file);
        all.putAll(variables);
        all.values().removeIf(String::isBlank);
        return SettingNames.ofTheProduct().entriesOf("kafka", all);
    }

    /** Secrets are among the values. */
    @Override
    public String toString() {
        return "Environment" + file.keySet();
    }

    private static Optional<String> notBlank(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Map<String, String> read(Path path) {
        if (!Files.isRegularFile(path)) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(path)) {
                String assignment = line.strip().replaceFirst("^export\\s+", "");
                int equals = assignment.indexOf('=');
                if (equals > 0 && !assignment.startsWith("#")) {
                    values.put(
                            assignment.substring(0, equals).strip(),
                            unquoted(assignment.substring(equals + 1).strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() >= 2 && value.matches("(?s)\".*\"|'.*'");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
