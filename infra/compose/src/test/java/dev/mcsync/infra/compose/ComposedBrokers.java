package dev.mcsync.infra.compose;

import dev.mcsync.infra.backing.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The brokers of the Compose files without containers: what the image makes of their environment,
 * by the image's own program, as child processes on ports of this machine.
 */
final class ComposedBrokers implements AutoCloseable {

    private static final List<String> NAMES = List.of("kafka-1", "kafka-2", "kafka-3");
    private static final List<Integer> DOORS = List.of(9092, 9093, 9094);
    private static final long STOP_SECONDS = 30;

    /** As Compose fills in what nobody has set. */
    private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    private final Path directory;
    private final Map<String, String> addresses = new TreeMap<>();
    private final List<Process> processes = new ArrayList<>();

    private ComposedBrokers(Path directory) {
        this.directory = directory;
        for (String name : NAMES) {
            for (int door : DOORS) {
                addresses.put(name + ":" + door, "127.0.0.1:" + LoopbackPorts.free());
            }
        }
    }

    /**
     * Returns when they are started, which is long before they answer.
     *
     * @param secrets the directory that {@code new-secrets.sh} has made
     */
    static ComposedBrokers start(Path directory, Path secrets) throws IOException {
        ComposedBrokers brokers = new ComposedBrokers(directory);
        try {
            for (String name : NAMES) {
                brokers.start(name, secrets);
            }
            return brokers;
        } catch (IOException | RuntimeException e) {
            brokers.close();
            throw e;
        }
    }

    /**
     * Of all of them.
     *
     * @param door as the file has it, such as 9092
     */
    String addresses(int door) {
        return NAMES.stream()
                .map(name -> addresses.get(name + ":" + door))
                .collect(Collectors.joining(","));
    }

    /** What a JVM of Kafka's runs with here. */
    static List<String> java(String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of("-Dlogback.configurationFile=dev/mcsync/infra/backing/broker-logback.xml"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(more));
        return command;
    }

    /** A file of environment variables, as Compose reads it. */
    static Map<String, String> environment(Path file) throws IOException {
        Map<String, String> read = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                String value = line.substring(equals + 1);
                boolean isQuoted = value.startsWith("'") && value.endsWith("'");
                read.put(
                        line.substring(0, equals),
                        isQuoted ? value.substring(1, value.length() - 1) : value);
            }
        }
        return read;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(String name, Path secrets) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        Map<String, String> environment = environmentOf(name, secrets);
        environment.put("KAFKA_LOG_DIRS", own.resolve("data").toString());
        Path config = Files.createDirectories(own.resolve("config"));
        Path none = Files.createDirectories(own.resolve("none"));
        // In the image the file is there, and is overwritten.
        Files.writeString(config.resolve("server.properties"), "");
        Process setup =
                launch(
                        own,
                        environment,
                        java(
                                "kafka.docker.KafkaDockerWrapper",
                                "setup",
                                "--default-configs-dir",
                                none.toString(),
                                "--mounted-configs-dir",
                                none.toString(),
                                "--final-configs-dir",
                                config.toString()));
        if (setup.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(
                    "The image's setup fails: " + Files.readString(own.resolve("log")));
        }
        processes.add(
                launch(
                        own,
                        environment,
                        java("kafka.Kafka", config.resolve("server.properties").toString())));
    }

    private Map<String, String> environmentOf(String name, Path secrets) throws IOException {
        Map<String, String> environment = new HashMap<>();
        List<JsonNode> containers =
                Stream.of("compose.yaml", "compose.secured.yaml")
                        .map(file -> YamlFile.read(Repository.COMPOSE.resolve(file)))
                        .map(file -> file.path("services").path(name))
                        .toList();
        for (JsonNode container : containers) {
            for (JsonNode file : container.path("env_file")) {
                environment.putAll(
                        environment(secrets.resolve(Path.of(file.stringValue()).getFileName())));
            }
        }
        for (JsonNode container : containers) {
            container
                    .path("environment")
                    .propertyStream()
                    .forEach(each ->
                            environment.put(each.getKey(), here(name, each.getValue().asString())));
        }
        return environment;
    }

    private String here(String name, String value) {
        String here = DEFAULT.matcher(value).replaceAll("$1");
        for (int door : DOORS) {
            here = here.replace("://:" + door, "://" + addresses.get(name + ":" + door));
        }
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            here = here.replace(address.getKey(), address.getValue());
        }
        return here;
    }

    private static Process launch(Path own, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", ""));
        builder.environment().putAll(environment);
        File log = own.resolve("log").toFile();
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }
}
