package dev.mcsync.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientsTest {
    private static final Map<String, String> OF_THE_OPERATOR =
            Map.of("security.protocol", "SASL_SSL", "request.timeout.ms", "7000");

    private final KafkaClients clients = new KafkaClients("broker:9093", OF_THE_OPERATOR);

    @Test
    void whatTheOperatorSetsReachesEveryKindAndWins() {
        Map<String, ?> own = Map.of("request.timeout.ms", 1_000, "max.poll.records", 5);

        assertThat(clients.consumerSettings("reader", own)).containsAllEntriesOf(OF_THE_OPERATOR);
        assertThat(clients.producerSettings("writer", own)).containsAllEntriesOf(OF_THE_OPERATOR);
        assertThat(clients.streamsSettings("board", Map.of(), own))
                .containsAllEntriesOf(OF_THE_OPERATOR)
                .containsEntry("global.consumer.security.protocol", "SASL_SSL")
                .containsEntry("global.consumer.request.timeout.ms", "7000");
    }

    @Test
    void whatTheCallerAsksForIsKeptBesideWhatItsKindPromises() {
        assertThat(clients.consumerSettings("reader", Map.of("max.poll.records", 5)))
                .containsEntry("bootstrap.servers", "broker:9093")
                .containsEntry("client.id", "reader")
                .containsEntry("max.poll.records", 5)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false);
        assertThat(clients.producerSettings("writer", Map.of("linger.ms", Duration.ofMillis(20))))
                .containsEntry("linger.ms", 20)
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", true);
        assertThat(clients.streamsSettings("board", Map.of(), Map.of("max.poll.records", 5)))
                .containsEntry("application.id", "board")
                .containsEntry("global.consumer.max.poll.records", 5)
                .containsEntry("global.consumer.isolation.level", "read_committed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks",
                "bootstrap.servers",
                "enable.auto.commit",
                "isolation.level",
                "transactional.id"
            })
    void whatThePromisesRestOnIsNotTheOperators(String name) {
        assertThatThrownBy(() -> new KafkaClients("broker:9092", Map.of(name, "s3cret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mc.kafka." + name)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aMisspeltNameIsRefused() {
        assertThatThrownBy(
                        () -> new KafkaClients("broker:9092", Map.of("secruity.protocol", "SSL")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("secruity.protocol");
    }

    @Test
    void theirSecretsAreNotTold() {
        KafkaClients secured = new KafkaClients("broker:9093", Map.of("sasl.jaas.config", "hush"));

        assertThat(secured).asString().doesNotContain("hush");
    }
}
