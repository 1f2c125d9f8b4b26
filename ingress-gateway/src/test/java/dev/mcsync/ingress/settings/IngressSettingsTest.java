package dev.mcsync.ingress.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.IngressGateway;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong setting fails the start, by name, and without telling a secret. */
final class IngressSettingsTest {

    private static final String TOKEN = "--mc.token=admin-token-of-the-tests";

    @ParameterizedTest
    @CsvSource({
        "--mc.typo=1, mc.typo",
        "--mc.realtime-url=ftp://x, mc.realtime-url",
        "--mc.create-wait=0s, mc.create-wait",
        "--mc.max-waiters=0, mc.max-waiters",
        "--mc.call-limits.gateways=0, mc.call-limits.gateways",
        "--mc.session-lifetime=8d, mc.session-lifetime",
        "--mc.events-per-second=10, mc.events-per-second",
        "--mc.proxies-in-front=-1, mc.proxies-in-front",
        "--mc.read-timeout=11s, mc.request-timeout"
    })
    void aWrongSettingFailsTheStartByName(String setting, String name) {
        assertThat(failureOf(TOKEN, setting)).contains(name);
    }

    @Test
    void withoutAnAdminTokenNothingStarts() {
        assertThat(failureOf()).contains("mc.token");
    }

    @Test
    void aShortTokenFailsTheStartAndIsNotTold() {
        assertThat(failureOf("--mc.token=hunter2")).contains("24").doesNotContain("hunter2");
        assertThat(failureOf(TOKEN, "--mc.agent-tokens.agent-7=hunter2"))
                .contains("24")
                .doesNotContain("hunter2");
    }

    @Test
    void severalGatewaysGiveTogetherWhatATokenMay() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(
                        "--mc.call-limits.gateways=3",
                        "--mc.calls-per-second=2000",
                        "--mc.events-per-second=6000",
                        "--mc.sign-in-tries=10",
                        "--mc.sign-in-refill=30s",
                        "--mc.call-limits.waits-per-token=1000")) {
            IngressSettings settings = gateway.settings();

            assertThat(settings.callsPerSecondHere()).isEqualTo(667);
            assertThat(settings.eventsPerSecondHere()).isEqualTo(2000);
            assertThat(settings.signInTriesHere()).isEqualTo(4);
            assertThat(settings.signInRefillHere()).isEqualTo(Duration.ofSeconds(90));
            CallLimits limits = settings.callLimits();
            assertThat(limits.waitsPerTokenHere()).isEqualTo(334);
            assertThat(limits.waitsPerAgentHere()).isEqualTo(17);
            assertThat(limits.shortPerTokenHere()).isEqualTo(67);
            assertThat(limits.newAgentsPerHourHere())
                    .isEqualTo(IngressSettings.MAX_EVENTS_IN_ARRAY);
        }
    }

    @Test
    void amongManyGatewaysAnArrayStillFits() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(
                        "--mc.call-limits.gateways=100", "--mc.events-per-second=1000")) {
            assertThat(gateway.settings().eventsPerSecondHere())
                    .isEqualTo(IngressSettings.MAX_EVENTS_IN_ARRAY / 2);
        }
    }

    private static String failureOf(String... settings) {
        String[] all = new String[settings.length + 2];
        System.arraycopy(settings, 0, all, 0, settings.length);
        all[settings.length] = "--server.port=0";
        all[settings.length + 1] = "--logging.structured.format.console=";
        StringWriter trace = new StringWriter();
        assertThatThrownBy(() -> IngressGateway.start(all).close())
                .satisfies(failure -> failure.printStackTrace(new PrintWriter(trace)));
        return trace.toString();
    }
}
