package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String VALUE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void itsPartsAreTold() {
        TraceParent place = TraceParent.parse(VALUE, "a=1,b=2").orElseThrow();

        assertThat(place.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(place.spanId()).isEqualTo("b7ad6b7169203331");
        assertThat(place.isSampled()).isTrue();
        assertThat(TraceParent.of(place.traceId(), place.spanId(), true, "a=1,b=2"))
                .isEqualTo(place);
        assertThat(TraceParent.parse(VALUE.replace("-01", "-00"), null).orElseThrow().isSampled())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a trace",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void whatIsNoPlaceIsNone(String value) {
        assertThat(TraceParent.parse(value, "a=1")).isEmpty();
    }

    @Test
    void aStateThatCannotBePassedOnIsDroppedAlone() {
        assertThat(TraceParent.parse(VALUE, "a=\u0007").orElseThrow().state()).isEmpty();
        assertThat(TraceParent.parse(VALUE, "a".repeat(513)).orElseThrow().state()).isEmpty();
        assertThat(TraceParent.parse(VALUE, "a".repeat(512)).orElseThrow().state()).hasSize(512);
    }

    @Test
    void headersGoAndComeTheSame() {
        TraceParent place = TraceParent.parse(VALUE, "a=1").orElseThrow();

        assertThat(TraceParent.of(new RecordHeaders(place.headers()))).contains(place);
        assertThat(TraceParent.parse(VALUE, null).orElseThrow().headers())
                .extracting(Header::key)
                .containsExactly("traceparent");
        assertThat(TraceParent.of(new RecordHeaders().add("traceparent", null))).isEmpty();
        assertThat(TraceParent.of(new RecordHeaders().add("tracestate", "a=1".getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void aFreshOneIsValidAndSampled() {
        TraceParent fresh = TraceParent.fresh();

        assertThat(TraceParent.parse(fresh.value(), "")).contains(fresh);
        assertThat(fresh.isSampled()).isTrue();
        assertThat(TraceParent.fresh().traceId()).isNotEqualTo(fresh.traceId());
    }
}
