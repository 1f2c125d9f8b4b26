package dev.mcsync.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.access.Role;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RealtimeSettingsTest {

    private static final String TOKEN = "a-token-of-twenty-four-characters";

    @Test
    void whatIsNotGivenHasItsDefault() {
        RealtimeSettings settings = bind(Map.of("mc.token", TOKEN));

        assertThat(settings.tickEvery()).hasSeconds(5);
        assertThat(settings.maxBuffered().toMegabytes()).isEqualTo(2);
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.accessTokens().roleOf(TOKEN)).isPresent();
    }

    @Test
    void noSecretIsShown() {
        RealtimeSettings settings =
                bind(Map.of("mc.token", TOKEN, "mc.postgres-url", "postgresql://u:pass@h/d"));

        assertThat(settings.toString()).doesNotContain(TOKEN, "pass");
    }

    @Test
    void withoutATokenNothingStarts() {
        assertThatThrownBy(() -> bind(Map.of()).accessTokens())
                .hasMessageContaining("mc.token (MC_TOKEN)");
        assertThatThrownBy(() -> bind(Map.of()).adminTokens())
                .hasMessageContaining("mc.token (MC_TOKEN)");
    }

    @Test
    void aShortTokenIsForALocalRunOnly() {
        assertThatThrownBy(() -> bind(Map.of("mc.token", "short")).accessTokens())
                .hasMessageContaining("24")
                .hasMessageNotContaining("short,");
        assertThat(
                        bind(Map.of("mc.token", "short", "mc.local", "true"))
                                .accessTokens()
                                .roleOf("short"))
                .isPresent();
    }

    @Test
    void whileATokenIsReplacedBothOpenEverything() {
        var tokens = bind(Map.of("mc.token", TOKEN + ",another-" + TOKEN)).accessTokens();

        assertThat(tokens.roleOf(TOKEN)).contains(Role.ADMIN);
        assertThat(tokens.roleOf("another-" + TOKEN)).contains(Role.ADMIN);
    }

    @Test
    void whileATokenIsReplacedTicketsAreSignedByTheFirst() {
        assertThat(bind(Map.of("mc.token", "next , old")).adminTokens())
                .containsExactly("next", "old");
    }

    @Test
    void aValueOutOfBoundsIsRefusedByName() {
        for (Map.Entry<String, String> wrong :
                Map.of(
                                "mc.tick-every", "0s",
                                "mc.slow-after", "-1s",
                                "mc.max-buffered", "1KB",
                                "mc.max-clients", "0",
                                "mc.postgres-connections", "0")
                        .entrySet()) {
            assertThatThrownBy(() -> bind(Map.of(wrong.getKey(), wrong.getValue())))
                    .rootCause()
                    .hasMessageContaining(wrong.getKey());
        }
    }

    private static RealtimeSettings bind(Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        all.put("mc.kafka-bootstrap-servers", "127.0.0.1:9092");
        all.put("mc.postgres-url", "postgresql://u:p@h/d");
        all.putAll(given);
        return new Binder(new MapConfigurationPropertySource(all))
                .bind("mc", RealtimeSettings.class)
                .get();
    }
}
