package dev.mcsync.infra.local.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mcsync.infra.operator.address.KnownSystem.Addresses;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach a running system, as a file in its data directory: there when the system is ready,
 * and only then.
 *
 * @param postgres a {@code postgresql://} address with the password
 * @param kafkaClient what an operator's client of Kafka is told, by Kafka's own names; null where
 *     the broker lets everybody in
 * @param discord the simulator's address; null when the messages go to the real one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunFile(
        String url,
        String token,
        String kafka,
        String postgres,
        @Nullable String discord,
        long pid,
        @Nullable Map<String, String> kafkaClient) {
    public static final String NAME = "run.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty when nothing runs there. */
    public static Optional<RunFile> find(Path dataDirectory) {
        Path file = dataDirectory.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        RunFile run = JSON.readValue(file, RunFile.class);
        return ProcessHandle.of(run.pid()).isPresent() ? Optional.of(run) : Optional.empty();
    }

    public Addresses addresses() {
        return new Addresses(url, token, log(), postgres, discord);
    }

    private KafkaClients log() {
        if (kafkaClient == null) {
            return KafkaClients.at(kafka);
        }
        Map<String, String> more = new HashMap<>(kafkaClient);
        more.remove("bootstrap.servers");
        return new KafkaClients(kafka, more);
    }

    void write(Path dataDirectory) {
        String content = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
        Secrets.write(dataDirectory.resolve(NAME), content + "\n");
    }

    static void delete(Path dataDirectory) {
        try {
            Files.deleteIfExists(dataDirectory.resolve(NAME));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + NAME + " in " + dataDirectory, e);
        }
    }

    /** Leaves the token and the password out. */
    @Override
    public String toString() {
        return "RunFile[url=" + url + ", pid=" + pid + "]";
    }
}
