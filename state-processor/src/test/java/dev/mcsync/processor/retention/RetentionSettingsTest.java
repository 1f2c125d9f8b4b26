package dev.mcsync.processor.retention;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionSettingsTest {

    @Test
    void anEventIdIsKeptForLongerThanTheLogKeepsItsRecord() {
        assertThatThrownBy(() -> settings(Duration.ofDays(30), Duration.ofDays(90)))
                .hasMessageContainingAll(
                        "mc.retention.dedup", "mc.task-events", "retention.ms", "found PT720H");
        assertThatCode(() -> settings(Duration.ofDays(31), Duration.ofDays(90)))
                .doesNotThrowAnyException();
    }

    @Test
    void aDeliveryIsKeptForLongerThanTheLogKeepsItsOutcome() {
        assertThatThrownBy(() -> settings(Duration.ofDays(45), Duration.ofDays(29)))
                .hasMessageContainingAll("mc.retention.deliveries", "mc.task-outcomes");
    }

    private static RetentionSettings settings(Duration dedup, Duration deliveries) {
        return new RetentionSettings(
                "-",
                Duration.ofDays(3),
                dedup,
                deliveries,
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ofDays(1));
    }
}
