package dev.mcsync.infra.operator.address;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.operator.address.KnownSystem.Addresses;
import dev.mcsync.service.kafka.KafkaClients;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The log that a command is about. */
public final class LogTarget {
    @Option(
            names = "--kafka",
            description = "Bootstrap servers (KAFKA_BOOTSTRAP_SERVERS, or .env.sync).")
    private @Nullable String kafka;

    @Mixin private @Nullable KnownSystem known;

    /** With what {@code MC_KAFKA_*} says, unless it is the system known, which says it itself. */
    public KafkaClients clients() {
        Environment environment = Environment.standard();
        return Optional.ofNullable(kafka)
                .or(() -> environment.find("KAFKA_BOOTSTRAP_SERVERS"))
                .map(servers -> new KafkaClients(servers, environment.kafka()))
                .or(() -> known().find().map(Addresses::log))
                .orElseThrow(() -> known().missing("--kafka"));
    }

    /**
     * The {@code postgresql://} address of the database beside it.
     *
     * @param named what an option says
     */
    public String database(@Nullable String named) {
        return Optional.ofNullable(named)
                .or(() -> Environment.standard().find("POSTGRES_URL"))
                .or(() -> known().find().map(Addresses::postgres))
                .orElseThrow(() -> known().missing("--postgres"));
    }

    private KnownSystem known() {
        return requireNonNull(known);
    }
}
