package dev.mcsync.service.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void aWholeMapMaySpellKeysThatNoVariableCould() {
        Binder binder =
                read(
                        Map.of(
                                "MC_AGENT_TOKENS",
                                        "{\"build-farm.7\": \"one\", \"AGT_D\": \"two\"}",
                                "MC_AGENT_TOKENS_agt_b", "three"));

        assertThat(binder.bind("mc.agent-tokens", Bindable.mapOf(String.class, String.class)).get())
                .containsOnly(
                        Map.entry("build-farm.7", "one"),
                        Map.entry("AGT_D", "two"),
                        Map.entry("agt_b", "three"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret",
                "[\"s3cret\"]",
                "{\"a\": 1, \"b\": \"s3cret\"}",
                "{\"a\": \"s3cret\", \"a\": \"s3cret\"}",
                "{\"a\": \"s3cret\"} {}"
            })
    void aMapThatIsNoObjectOfTextsStopsTheStartAndIsNotShown(String text) {
        assertThatThrownBy(() -> read(Map.of("MC_AGENT_TOKENS", text)))
                .isInstanceOf(UnreadableSettingException.class)
                .hasMessageStartingWith("MC_AGENT_TOKENS must be a JSON object")
                .hasNoCause()
                .message()
                .doesNotContain("s3cret");
    }

    @Test
    void oneAgentHasOneToken() {
        assertThatThrownBy(() ->
                        read(
                                Map.of(
                                        "MC_AGENT_TOKENS", "{\"agt_b\": \"one\"}",
                                        "MC_AGENT_TOKENS_agt_b", "two")))
                .isInstanceOf(UnreadableSettingException.class)
                .hasMessageContaining("mc.agent-tokens[agt_b]");
    }

    @Test
    void whatAFileSaysIsTheSetting(@TempDir Path directory) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "hush\n");
        Path jaas = Files.writeString(directory.resolve("jaas"), "Login required\n  a=\"b\";");
        Path url = Files.writeString(directory.resolve("url"), "postgresql://a:b@h/d\n");
        Path tokens = Files.writeString(directory.resolve("tokens"), "{\"a.7\": \"one\"}\n");
        Binder binder =
                read(
                        Map.of(
                                "MC_TOKEN_FILE", token.toString(),
                                "MC_KAFKA_SASL_JAAS_CONFIG_FILE", jaas.toString(),
                                "POSTGRES_URL_FILE", url.toString(),
                                "MC_AGENT_TOKENS_FILE", tokens.toString()));

        assertThat(binder.bind("mc.token", String.class).get()).isEqualTo("hush");
        assertThat(binder.bind("postgres.url", String.class).get())
                .isEqualTo("postgresql://a:b@h/d");
        assertThat(binder.bind("mc.kafka", Bindable.mapOf(String.class, String.class)).get())
                .containsOnly(Map.entry("sasl.jaas.config", "Login required\n  a=\"b\";"));
        assertThat(binder.bind("mc.agent-tokens", Bindable.mapOf(String.class, String.class)).get())
                .containsOnly(Map.entry("a.7", "one"));
    }

    @Test
    void aSettingOfKafkaThatEndsLikeAFileIsThatSetting() {
        Binder binder = read(Map.of("MC_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/run/assertion"));

        assertThat(binder.bind("mc.kafka", Bindable.mapOf(String.class, String.class)).get())
                .containsOnly(Map.entry("sasl.oauthbearer.assertion.file", "/run/assertion"));
    }

    @Test
    void aFileThatCannotBeReadStopsTheStart(@TempDir Path directory) throws Exception {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xC3, 0x28});
        Path large = Files.write(directory.resolve("large"), new byte[1024 * 1024 + 1]);

        refused(directory.resolve("absent").toString(), "which is not there");
        refused(empty.toString(), "which holds nothing");
        refused(binary.toString(), "which is no text in UTF-8");
        refused(large.toString(), "which is larger than 1,048,576 bytes");
        refused(directory.toString(), "which cannot be read");
        refused("\0", "names no file that there could be");
    }

    private static void refused(String file, String why) {
        assertThatThrownBy(() -> read(Map.of("MC_TOKEN_FILE", file)))
                .isInstanceOf(UnreadableSettingException.class)
                .hasMessageStartingWith("MC_TOKEN_FILE names ")
                .hasMessageContaining(why);
    }

    @Test
    void aValueBesideAFileStopsTheStart() {
        assertThatThrownBy(() -> read(Map.of("MC_TOKEN", "s3cret", "MC_TOKEN_FILE", "/run/token")))
                .isInstanceOf(UnreadableSettingException.class)
                .hasMessage("MC_TOKEN and MC_TOKEN_FILE are both there; one of them is meant");
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
