package dev.mcsync.service.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

class ProductEnvironmentTest {
    private static final String SOURCE =
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    @Test
    void bothSpellingsOfAMapAreRead() {
        Binder binder =
                read(
                        Map.of(
                                "MC_AGENT_TOKENS_agt_b", "one",
                                "MC_AGENTTOKENS_agt_C", "two",
                                "MC_AGENT_TOKENS_AGT_D", "three",
                                "MC_AGENTTOKENS_BOUND", "four",
                                "MC_OFFLINE_AFTER", "7s"));

        assertThat(binder.bind("mc.agent-tokens", Bindable.mapOf(String.class, String.class)).get())
                .containsOnly(
                        Map.entry("agt_b", "one"),
                        Map.entry("agt_C", "two"),
                        Map.entry("agt_d", "three"),
                        Map.entry("bound", "four"));
        assertThat(binder.bind("mc.offline-after", String.class).get()).isEqualTo("7s");
    }

    @Test
    void aMapOfNamesWithDotsIsReadAndNotTakenForTheSettingThatLooksLikeIt() {
        Binder binder =
                read(
                        Map.of(
                                "MC_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                                "MC_KAFKA_SASL_JAAS_CONFIG", "hush",
                                "MC_KAFKA_BOOTSTRAP_SERVERS", "broker:9093"));

        assertThat(binder.bind("mc.kafka", Bindable.mapOf(String.class, String.class)).get())
                .containsOnly(
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.jaas.config", "hush"));
        assertThat(binder.bind("mc.kafka-bootstrap-servers", String.class).get())
                .isEqualTo("broker:9093");
    }

    @Test
    void aMisspeltSettingStopsTheStart() {
        assertThatThrownBy(() -> read(Map.of("MC_RUNING_TIMEOUT", "1m")))
                .isInstanceOf(UnknownSettingException.class)
                .hasMessageContaining("MC_RUNNING_TIMEOUT");
    }

    @Test
    void springFindsItByItself() {
        assertThat(
                        SpringFactoriesLoader.forDefaultResourceLocation()
                                .load(
                                        EnvironmentPostProcessor.class,
                                        FailureHandler.handleMessage((_, _) -> {})))
                .hasAtLeastOneElementOfType(ProductEnvironment.class);
    }

    private static Binder read(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(SOURCE, new SystemEnvironmentPropertySource(SOURCE, variables));
        new ProductEnvironment().postProcessEnvironment(environment, new SpringApplication());
        return Binder.get(environment);
    }
}
