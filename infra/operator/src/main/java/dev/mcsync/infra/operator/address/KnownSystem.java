package dev.mcsync.infra.operator.address;

import dev.mcsync.service.kafka.KafkaClients;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The system that is meant when none is named: the run of this machine, for the program that can
 * start one. A mixin: its options become the command's.
 */
public interface KnownSystem {
    /** Empty when there is none. */
    Optional<Addresses> find();

    /**
     * Why there is none.
     *
     * @param naming the options that name one
     */
    UsageException missing(String naming);

    /**
     * Where a system is reached.
     *
     * @param postgres a {@code postgresql://} address with the password
     * @param discord of the simulator; null when there is none
     */
    record Addresses(
            String url, String token, KafkaClients log, String postgres, @Nullable String discord) {
        /** Leaves the token and the password out. */
        @Override
        public String toString() {
            return url;
        }
    }
}
