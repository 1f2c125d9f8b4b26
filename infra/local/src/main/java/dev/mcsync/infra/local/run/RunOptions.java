package dev.mcsync.infra.local.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a run may be told. A port that is not given is the one of the last run if it is free, and
 * another otherwise.
 *
 * @param port of the panel and the API; 0 for any, chosen when it is needed
 * @param dataDirectory null for a run that leaves nothing behind
 * @param token the admin token; the data directory's own where it is not given
 * @param internalToken by which the services know each other; a random one where it is not given
 * @param discordWebhookUrl where it is not given, a simulator stands in for Discord
 * @param isSecured whether broker and database ask who comes, under TLS, and give each service its
 *     own rights
 */
public record RunOptions(
        int port,
        OptionalInt kafkaPort,
        OptionalInt postgresPort,
        OptionalInt discordPort,
        @Nullable Path dataDirectory,
        Optional<String> token,
        Optional<String> internalToken,
        Optional<String> discordWebhookUrl,
        boolean isSecured) {}
