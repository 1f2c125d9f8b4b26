package dev.mcsync.infra.local;

import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The log that a command is about: what the option says, else the environment, else {@code
 * .env.sync}, else the run of this machine.
 */
final class KafkaTarget {
    private static final String VARIABLE = "KAFKA_BOOTSTRAP_SERVERS";

    @Option(
            names = "--kafka",
            description =
                    "Bootstrap servers (KAFKA_BOOTSTRAP_SERVERS, .env.sync, or the run of this"
                            + " machine).")
    private @Nullable String kafka;

    @Option(
            names = "--data-dir",
            description = "Data directory of the run of this machine (.mc-sync).")
    private Path dataDirectory = Home.dataDirectory();

    Path dataDirectory() {
        return dataDirectory;
    }

    /**
     * With what {@code MC_KAFKA_*} says, unless it is the run of this machine, which needs none.
     */
    KafkaClients clients() {
        Environment environment = Environment.standard();
        return Optional.ofNullable(kafka)
                .or(() -> environment.find(VARIABLE))
                .map(servers -> new KafkaClients(servers, environment.kafka()))
                .or(() -> RunFile.find(dataDirectory).map(RunFile::kafka).map(KafkaClients::at))
                .orElseThrow(() ->
                        new UsageException(
                                "nothing runs with the data directory "
                                        + dataDirectory
                                        + ": start it with ./mc-sync up, or name a log with"
                                        + " --kafka"));
    }
}
