package dev.mcsync.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "http://otel:4318, http://otel:4318/v1/traces",
        "http://otel:4318/, http://otel:4318/v1/traces",
        "https://otel.example/in/v1/traces, https://otel.example/in/v1/traces"
    })
    void anAddressWithoutAPathIsThatOfACollector(String endpoint, String address) {
        assertThat(settings(endpoint, null).collector()).contains(URI.create(address));
    }

    @Test
    void absentOrBlankMeansNone() {
        assertThat(settings(null, null).collector()).isEmpty();
        assertThat(settings(" ", " ").collector()).isEmpty();
        assertThat(settings(" ", " ").link()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"otel:4318", "grpc://otel:4317", "http://", "http://a b"})
    void anEndpointIsAnHttpAddress(String endpoint) {
        assertThatThrownBy(() -> settings(endpoint, null))
                .hasMessage(
                        "Expected mc.tracing.endpoint to be an http address with a host, found "
                                + endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://grafana.example", "javascript:alert({trace_id})", "/t/{trace_id}"})
    void aLinkIsAnHttpAddressWithAPlaceForTheId(String link) {
        assertThatThrownBy(() -> settings(null, link)).hasMessageContaining("mc.tracing.link");
    }

    @Test
    void aLinkIsToldAsItIs() {
        String link = "https://grafana.example/explore?left={trace_id}";

        assertThat(settings(null, link).link()).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aSampleIsAPart(double sample) {
        assertThatThrownBy(() -> new TracingSettings(null, sample, null))
                .hasMessageContaining("mc.tracing.sample from 0.0 to 1.0");
    }

    private static TracingSettings settings(@Nullable String endpoint, @Nullable String link) {
        return new TracingSettings(endpoint, 1.0, link);
    }
}
