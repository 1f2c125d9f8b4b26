package dev.mcsync.processor.retention;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {

    @Test
    void anEventIdIsKeptForLongerThanTheLogKeepsItsRecord() {
        assertThatThrownBy(() -> settings(days(37), days(11), days(90)))
                .hasMessageContainingAll(
                        "mc.retention.dedup", "mc.task-events", "segment.ms", "found PT888H");
        assertThatThrownBy(() -> settings(days(45), days(10), days(90)))
                .hasMessageContainingAll(
                        "mc.retention.heartbeat-dedup", "mc.agent-heartbeats", "found PT240H");
        assertThatCode(() -> settings(days(38), days(11), days(90))).doesNotThrowAnyException();
    }

    @Test
    void aDeliveryIsKeptForLongerThanTheLogKeepsItsOutcome() {
        assertThatThrownBy(() -> settings(days(45), days(11), days(29)))
                .hasMessageContainingAll("mc.retention.deliveries", "mc.task-outcomes");
    }

    private static RetentionSettings settings(
            Duration dedup, Duration heartbeatDedup, Duration deliveries) {
        return new RetentionSettings(
                "-",
                days(3),
                dedup,
                heartbeatDedup,
                deliveries,
                days(1),
                days(1),
                days(1),
                days(1));
    }

    private static Duration days(int days) {
        return Duration.ofDays(days);
    }
}
