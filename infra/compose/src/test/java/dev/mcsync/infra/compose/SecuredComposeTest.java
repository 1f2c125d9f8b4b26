package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * compose.secured.yaml as it lies on top of the other; that its brokers work is shown elsewhere.
 */
final class SecuredComposeTest {

    private static final JsonNode BELOW = YamlFile.read(Repository.COMPOSE.resolve("compose.yaml"));
    private static final JsonNode SECURED =
            YamlFile.read(Repository.COMPOSE.resolve("compose.secured.yaml"));

    @Test
    void itAddsOneJobAndTouchesNoOtherContainerThanThoseOfTheLog() {
        List<String> there = BELOW.path("services").propertyNames().stream().toList();

        assertThat(
                        SECURED.path("services").propertyNames().stream()
                                .filter(each -> !there.contains(each)))
                .containsExactly("users");
        assertThat(SECURED.path("services").propertyNames())
                .containsExactlyInAnyOrder(
                        "kafka-1",
                        "kafka-2",
                        "kafka-3",
                        "users",
                        "topics",
                        "ingress-gateway",
                        "state-processor",
                        "notifier-worker",
                        "realtime-gateway");
        assertThat(container("topics").at("/depends_on/users/condition").stringValue())
                .isEqualTo("service_completed_successfully");
    }

    @ParameterizedTest
    @CsvSource({
        "ingress-gateway,gateway",
        "state-processor,processor",
        "notifier-worker,notifier",
        "realtime-gateway,realtime",
        "topics,operator"
    })
    void eachComesAsItsOwnUser(String name, String user) {
        assertThat(texts(container(name).path("env_file")))
                .containsExactly("secrets/kafka-" + user + ".env");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka-1", "kafka-2", "kafka-3"})
    void noDoorIsOpen(String name) {
        JsonNode environment = container(name).path("environment");

        assertThat(
                        environment
                                .path("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP")
                                .stringValue()
                                .split(","))
                .hasSize(3)
                .allMatch(door -> door.endsWith(":SASL_PLAINTEXT"));
        assertThat(environment.path("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND").stringValue())
                .isEqualTo("false");
        assertThat(environment.path("KAFKA_ADVERTISED_LISTENERS").stringValue())
                .isEqualTo("CLIENTS://%1$s:9092,BROKER://%1$s:9094".formatted(name))
                // By which the image knows that it has to ask for keystores.
                .doesNotContain("SSL://");
        assertThat(texts(container(name).path("env_file"))).containsExactly("secrets/brokers.env");
    }

    @Test
    void theJobGainsNoPrivilegesAndItsFilesAreThere() {
        JsonNode users = container("users");

        assertThat(texts(users.path("security_opt"))).contains("no-new-privileges:true");
        assertThat(texts(users.path("cap_drop"))).containsExactly("ALL");
        assertThat(users.at("/deploy/resources/limits/memory").stringValue()).isNotBlank();
        assertThat(users.path("image")).isEqualTo(BELOW.at("/services/topics/image"));
        assertThat(texts(users.path("volumes")))
                .hasSize(2)
                .allMatch(volume ->
                        Files.exists(Repository.COMPOSE.resolve(volume.split(":", 2)[0])));
    }

    @Test
    void noPasswordStandsInTheFile() {
        Stream<String> values =
                SECURED.path("services")
                        .propertyStream()
                        .flatMap(each -> each.getValue().path("environment").propertyStream())
                        .map(each -> each.getValue().asString());

        assertThat(values).noneMatch(value -> value.contains("password="));
    }

    private static JsonNode container(String name) {
        return SECURED.path("services").path(name);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
