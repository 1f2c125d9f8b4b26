package dev.mcsync.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.service.kafka.TraceParent;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogTraceTest {

    private static final TraceParent PLACE =
            new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

    @Test
    void thePlaceStandsOnTheThreadUntilItIsLeft() {
        try (var _ = LogTrace.of(Optional.of(PLACE))) {
            assertThat(MDC.get("trace.id")).isEqualTo(PLACE.traceId());
            assertThat(MDC.get("span.id")).isEqualTo(PLACE.spanId());
        }
        assertThat(MDC.get("trace.id")).isNull();
        assertThat(MDC.get("span.id")).isNull();
    }

    @Test
    void whatIsInNoTraceLeavesWhatIsThere() {
        MDC.put("other", "kept");
        try (var _ = LogTrace.of(Optional.empty())) {
            assertThat(MDC.get("trace.id")).isNull();
        }
        assertThat(MDC.get("other")).isEqualTo("kept");
        MDC.remove("other");
    }
}
