package dev.mcsync.notifier;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.discord.ScriptedDiscord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What goes by another name, or another time, than where nothing is set. */
class NamesInUseIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final RunningNotifier notifier = new RunningNotifier(Testbed.shared());

    @BeforeEach
    void emptyTopics() {
        Testbed.shared().resetTopics();
    }

    @AfterEach
    void stopAll() {
        notifier.close();
    }

    @Test
    void theLedgerAndIncidentsCallTheChannelByItsName() {
        notifier.discord()
                .next(
                        ScriptedDiscord.respond(
                                404, Map.of(), "{\"message\":\"Unknown Webhook\",\"code\":10015}"));
        notifier.start("--mc.discord-channel=night-shift");

        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());

        notifier.awaitRows("select channel, state from discord_deliveries", "night-shift|sent");
        notifier.awaitRows("select cause from incidents", "discord:night-shift");
    }

    @Test
    void thePlaceInTheLogIsKeptByTheGroup() {
        notifier.start("--mc.notifier-group=second-notifier");

        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());

        await().atMost(SOON).until(() -> committed("second-notifier") == 1);
    }

    /** It waits for records for longer than a second where there are none. */
    @Test
    void aConsumerThatHasNotPolledForLongerThanIsSetIsTakenForDead() {
        ConfigurableApplicationContext context = notifier.start("--mc.notifier-max-poll-age=1s");

        await().atMost(SOON).until(() -> liveness(context) == 200);
        await().atMost(SOON).until(() -> liveness(context) == 503);
    }

    private static long committed(String group) throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Testbed.shared().bootstrapServers()))) {
            return admin
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(place -> isOfOutcomes(place.getKey()))
                    .mapToLong(place -> place.getValue().offset())
                    .sum();
        }
    }

    private static boolean isOfOutcomes(TopicPartition partition) {
        return partition.topic().equals(Topic.TASK_OUTCOMES.topicName());
    }

    private static int liveness(ConfigurableApplicationContext context)
            throws IOException, InterruptedException {
        String port = requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:%s/actuator/health/liveness"
                                                            .formatted(port)))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
