package dev.mcsync.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class NotifierSettingsTest {

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableConfigurationProperties(NotifierSettings.class)
    static final class Bound {}

    private final Map<String, Object> settings =
            new LinkedHashMap<>(
                    Map.of(
                            "mc.kafka-bootstrap-servers", "127.0.0.1:1",
                            "mc.postgres-url", "postgresql://u:hushhush@127.0.0.1/d",
                            "mc.token", "0123456789012345678901234567"));

    @Test
    void theDefaultsAreSound() {
        bind(bound -> {
            assertThat(bound.discordHoldTimeout()).isEqualTo(Duration.ofSeconds(20));
            assertThat(bound.discordCoalesceAbove()).isEqualTo(5);
            assertThat(bound.webhookUrl()).isEmpty();
            assertThat(bound.accessTokens()).isNotNull();
        });
    }

    @Test
    void theEnvironmentSetsThemToo() {
        new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withInitializer(context -> {
                    var sources = context.getEnvironment().getPropertySources();
                    sources.replace(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new SystemEnvironmentPropertySource(
                                    StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                    Map.of(
                                            "MC_DISCORD_WEBHOOK_URL", "https://d.example/hush",
                                            "MC_DISCORD_COALESCE_ABOVE", "9",
                                            "MC_OFFLINE_AFTER", "3s")));
                    sources.addLast(new MapPropertySource("settings", settings));
                    assertThat(WebhookIsSet.isSet(context.getEnvironment())).isTrue();
                })
                .run(context -> {
                    NotifierSettings bound = context.getBean(NotifierSettings.class);
                    assertThat(bound.discordCoalesceAbove()).isEqualTo(9);
                    assertThat(bound.webhookUrl()).get().hasToString("https://d.example/***");
                });
    }

    @Test
    void noSecretShows() {
        settings.put("mc.discord-webhook-url", "https://d.example/hushhush");
        settings.put("mc.internal-token", "hushhush-0123456789012345678901234567");

        bind(bound -> assertThat(bound.toString()).doesNotContain("hush", "0123456789"));
    }

    @Test
    void aBlankWebhookIsNone() {
        settings.put("mc.discord-webhook-url", " ");

        bind(bound -> assertThat(bound.webhookUrl()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "mc.discord-hold-timeout, 15s, mc.discord-response-timeout",
        "mc.discord-response-timeout, 30s, mc.discord-hold-timeout",
        "mc.discord-max-retry, 100ms, mc.discord-first-retry",
        "mc.discord-connect-timeout, 0s, mc.discord-connect-timeout",
        "mc.discord-ask-every, -1s, mc.discord-ask-every",
        "mc.discord-coalesce-above, 0, mc.discord-coalesce-above",
        "mc.notifier-connections, 1, mc.notifier-connections",
        "mc.discord-channel, a b, mc.discord-channel",
        "mc.discord-webook-url, x, mc.discord-webook-url"
    })
    void whatIsWrongFailsTheStartAndIsNamed(String key, String value, String named) {
        settings.put(key, value);

        run(failure ->
                assertThat(failure)
                        .rootCause()
                        .satisfiesAnyOf(
                                cause -> assertThat(cause).hasMessageContaining(named),
                                cause -> assertThat(cause).hasStackTraceContaining(named)));
    }

    @Test
    void aMissingOrShortTokenIsRefusedOutsideTheLocalRun() {
        settings.remove("mc.token");
        bind(bound -> assertThatThrownBy(bound::accessTokens).hasMessageContaining("mc.token"));

        settings.put("mc.token", "short");
        bind(bound ->
                assertThatThrownBy(bound::accessTokens)
                        .isInstanceOf(IllegalArgumentException.class));

        settings.put("mc.local", "true");
        bind(bound -> assertThat(bound.accessTokens()).isNotNull());
    }

    private void bind(Consumer<NotifierSettings> check) {
        runner().run(context -> check.accept(context.getBean(NotifierSettings.class)));
    }

    private void run(Consumer<Throwable> check) {
        runner().run(context -> check.accept(context.getStartupFailure()));
    }

    private ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withUserConfiguration(Bound.class)
                .withInitializer(context ->
                        context.getEnvironment()
                                .getPropertySources()
                                .addLast(new MapPropertySource("settings", settings)));
    }
}
