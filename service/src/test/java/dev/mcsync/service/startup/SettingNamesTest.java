package dev.mcsync.service.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {
    private final SettingNames names = SettingNames.ofTheProduct();

    @Test
    void aMisspeltSettingIsNamedWithTheOneThatWasMeantAndWithoutItsValue() {
        assertThatThrownBy(() -> names.requireKnown(Map.of("MC_OFFLIN_AFTER", "s3cret")))
                .isInstanceOf(UnknownSettingException.class)
                .hasMessage(
                        "The environment has settings that mc-sync does not know: MC_OFFLIN_AFTER"
                                + " (did you mean MC_OFFLINE_AFTER?)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MC_OFF_LINE_AFTER",
                "MC_WHATEVER",
                "MC_MAX_RESENDS_1",
                "MC_AGENT_TOKENS_",
                "MC_WHATEVER_FILE",
                "MC_RETENTION_FOREVER",
                "MC_"
            })
    void whatNoServiceReadsIsRefused(String name) {
        assertThatThrownBy(() -> names.requireKnown(Map.of(name, "x")))
                .isInstanceOf(UnknownSettingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MC_TOKEN",
                "MC_OFFLINE_AFTER",
                "MC_OFFLINEAFTER",
                "MC_RETENTION_SIGNS_OF_LIFE",
                "MC_RETENTION_SIGNSOFLIFE",
                "MC_LAG_GROUPS",
                "MC_LAG_GROUPS_0",
                "MC_AGENT_TOKENS_agt_b",
                "MC_AGENTTOKENS_BOUND",
                "MC_AGENT_TOKENS",
                "MC_AGENT_TOKENS_FILE",
                "MC_TOKEN_FILE",
                "MC_KAFKA_SECURITY_PROTOCOL",
                "MC_KAFKA_SSL_KEYSTORE_KEY_FILE",
                "MC_DISCORD_WEBHOOK_URL",
                "MC_URL",
                "MC_AGENT_ID",
                "MC_STATE_DIR",
                "MC_QUICK_START",
                "PATH"
            })
    void everySpellingThatIsReadIsKnownWhicheverServiceReadsIt(String name) {
        assertThatCode(() -> names.requireKnown(Map.of(name, "x"))).doesNotThrowAnyException();
    }

    @Test
    void theToolsReadTheEntriesOfAMapAsTheServicesDo() {
        Map<String, String> environment =
                Map.of(
                        "MC_KAFKA_SECURITY_PROTOCOL", "SSL",
                        "MC_KAFKA_BOOTSTRAP_SERVERS", "broker:9093",
                        "MC_AGENT_TOKENS_agt_b", "one",
                        "PATH", "/bin");

        assertThat(names.entriesOf("kafka", environment))
                .containsOnly(Map.entry("security.protocol", "SSL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MC_SID",
                "MC_TMPDIR",
                "MC_HOST_backup",
                "MC_SYNC_SERVICE_HOST",
                "MC_SYNC_SERVICE_PORT_HTTP",
                "MC_SYNC_PORT",
                "MC_SYNC_PORT_8080_TCP_ADDR"
            })
    void whatOtherProgramsCallTheirOwnIsLeftAlone(String name) {
        assertThatCode(() -> names.requireKnown(Map.of(name, "x"))).doesNotThrowAnyException();
    }
}
