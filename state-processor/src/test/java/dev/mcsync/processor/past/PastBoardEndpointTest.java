package dev.mcsync.processor.past;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PastBoardEndpointTest {

    /** Forms and curl send a plus as it is, and it arrives as a blank. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T10:00:00Z",
                "2026-11-22T12:00:00+02:00",
                "2026-11-22T12:00:00 02:00",
                "2026-11-22T08:00:00-02:00"
            })
    void aMomentIsReadWithAnyOffset(String text) {
        assertThat(PastBoardEndpoint.moment(text)).contains(Instant.parse("2026-11-22T10:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "2026-11-22", "2026-11-22 10:00:00Z", "+10000-01-01T00:00:00Z"})
    void whatIsNoMomentIsNone(String text) {
        assertThat(PastBoardEndpoint.moment(text)).isEmpty();
    }
}
