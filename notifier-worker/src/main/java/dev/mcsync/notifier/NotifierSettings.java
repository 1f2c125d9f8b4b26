package dev.mcsync.notifier;

import static dev.mcsync.service.settings.SettingCheck.atLeast;
import static dev.mcsync.service.settings.SettingCheck.given;
import static dev.mcsync.service.settings.SettingCheck.inOrder;
import static dev.mcsync.service.settings.SettingCheck.positive;
import static dev.mcsync.service.settings.SettingCheck.that;

import dev.mcsync.notifier.delivery.SendingRules;
import dev.mcsync.notifier.discord.HttpWebhook;
import dev.mcsync.notifier.discord.WebhookUrl;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.service.settings.ChassisSettings;
import dev.mcsync.service.settings.Secret;
import dev.mcsync.service.settings.SharedSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The settings of this service, {@code mc.*} or {@code MC_*}. An unknown one in its file or among
 * its arguments fails the start.
 *
 * @param local a run on one machine, where short tokens are allowed
 * @param token of the admin; required
 * @param panelToken known, so that its bearer is told apart, though it opens nothing here
 * @param agentToken likewise
 * @param kafkaBootstrapServers as Kafka's clients take it
 * @param kafka what every client of Kafka is told beside what it asks for; Kafka's own names
 * @param postgresUrl {@code postgresql://user:password@host:port/database}
 * @param notifierGroup the consumer group, which keeps the place in the log
 * @param notifierConnections the most connections to PostgreSQL at once
 * @param notifierMaxPollAge a consumer that has not polled for longer is taken for dead
 * @param discordWebhookUrl absent or blank: nothing is told, and the ledger says so
 * @param discordChannel the channel's name in the ledger and in incidents
 * @param discordConnectTimeout for a connection to Discord
 * @param discordResponseTimeout from the request to the head of its answer
 * @param discordHoldTimeout after this time a message that was taken and not settled, as by an
 *     instance that was killed, is sent again
 * @param discordAskEvery how often an instance looks for what others have noted
 * @param discordFirstRetry the limit of the wait after one failure; it doubles with each
 * @param discordMaxRetry the highest limit
 * @param discordCoalesceAbove with more deliveries waiting than this, several make one message
 * @param discordMaxLines the most deliveries in one message
 * @param discordMaxRefusals so often a message is tried of which Discord does not say what is wrong
 * @param discordMaxDeadInARow with more messages refused one after the other than this, the fault
 *     is not in the messages, and the channel stops
 * @param chassis what every service is told in the same words
 */
@ConfigurationProperties(prefix = "mc", ignoreUnknownFields = false)
public record NotifierSettings(
        @DefaultValue("false") boolean local,
        @Nullable Secret token,
        @Nullable Secret panelToken,
        @Nullable Secret agentToken,
        @Nullable Secret internalToken,
        String kafkaBootstrapServers,
        @DefaultValue Map<String, String> kafka,
        Secret postgresUrl,
        @DefaultValue("mc-notifier") String notifierGroup,
        @DefaultValue("4") int notifierConnections,
        @DefaultValue("60s") Duration notifierMaxPollAge,
        @Nullable Secret discordWebhookUrl,
        @DefaultValue("team") String discordChannel,
        @DefaultValue("3s") Duration discordConnectTimeout,
        @DefaultValue("10s") Duration discordResponseTimeout,
        @DefaultValue("20s") Duration discordHoldTimeout,
        @DefaultValue("1s") Duration discordAskEvery,
        @DefaultValue("500ms") Duration discordFirstRetry,
        @DefaultValue("60s") Duration discordMaxRetry,
        @DefaultValue("5") int discordCoalesceAbove,
        @DefaultValue("50") int discordMaxLines,
        @DefaultValue("5") int discordMaxRefusals,
        @DefaultValue("10") int discordMaxDeadInARow,
        @Name("") @DefaultValue ChassisSettings chassis)
        implements SharedSettings {

    /** Discord lets a webhook send so many messages within {@link #BURST_TIME}. */
    private static final int BURST = 5;

    private static final Duration BURST_TIME = Duration.ofSeconds(2);

    public NotifierSettings {
        given("mc.postgres-url (POSTGRES_URL)", postgresUrl);
        positive("mc.notifier-max-poll-age", notifierMaxPollAge);
        positive("mc.discord-connect-timeout", discordConnectTimeout);
        positive("mc.discord-response-timeout", discordResponseTimeout);
        positive("mc.discord-ask-every", discordAskEvery);
        positive("mc.discord-first-retry", discordFirstRetry);
        atLeast("mc.notifier-connections", 2, notifierConnections);
        atLeast("mc.discord-coalesce-above", 1, discordCoalesceAbove);
        atLeast("mc.discord-max-lines", 1, discordMaxLines);
        atLeast("mc.discord-max-refusals", 1, discordMaxRefusals);
        atLeast("mc.discord-max-dead-in-a-row", 0, discordMaxDeadInARow);
        inOrder(
                "mc.discord-first-retry",
                discordFirstRetry,
                "mc.discord-max-retry",
                discordMaxRetry);
        Duration longest =
                HttpWebhook.longestRequest(discordConnectTimeout, discordResponseTimeout);
        that(
                discordHoldTimeout.compareTo(longest) > 0,
                "Expected mc.discord-hold-timeout above the %s that mc.discord-connect-timeout and mc.discord-response-timeout allow a request, found %s",
                longest,
                discordHoldTimeout);
        that(
                discordChannel.matches("[A-Za-z0-9_.-]{1,64}"),
                "Expected mc.discord-channel of 1-64 characters of [A-Za-z0-9_.-]");
    }

    Optional<WebhookUrl> webhookUrl() {
        return Optional.ofNullable(discordWebhookUrl)
                .filter(url -> !url.isBlank())
                .map(url -> WebhookUrl.parse(url.value()));
    }

    SendingRules sendingRules() {
        return new SendingRules(
                new ClaimRule(discordCoalesceAbove, discordMaxLines, discordHoldTimeout),
                discordAskEvery,
                discordFirstRetry,
                discordMaxRetry,
                discordMaxRefusals,
                discordMaxDeadInARow,
                BURST,
                BURST_TIME);
    }

    @Override
    public String toString() {
        return summary();
    }
}
