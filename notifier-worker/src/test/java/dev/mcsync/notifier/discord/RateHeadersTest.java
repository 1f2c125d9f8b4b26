package dev.mcsync.notifier.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {

    @Test
    void aWindowWithRequestsLeftAsksForNoPause() {
        assertThat(
                        pause(
                                200,
                                Map.of(
                                        "X-RateLimit-Remaining", "1",
                                        "X-RateLimit-Reset-After", "2.0"),
                                ""))
                .isZero();
    }

    @Test
    void anEmptyWindowAsksForAPauseUntilItsReset() {
        assertThat(
                        pause(
                                200,
                                Map.of(
                                        "X-RateLimit-Remaining", "0",
                                        "X-RateLimit-Reset-After", "1.337"),
                                ""))
                .isEqualTo(Duration.ofMillis(1_337));
    }

    @Test
    void retryAfterIsTakenFromTheHeader() {
        assertThat(pause(429, Map.of("Retry-After", "65"), "")).isEqualTo(Duration.ofSeconds(65));
    }

    @Test
    void retryAfterIsTakenFromTheBody() {
        assertThat(pause(429, Map.of(), "{\"retry_after\":0.4219}"))
                .isEqualTo(Duration.ofMillis(422));
    }

    @Test
    void theLongerOfHeaderAndBodyCounts() {
        assertThat(pause(429, Map.of("Retry-After", "1"), "{\"retry_after\":0.3}"))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(pause(429, Map.of("Retry-After", "1"), "{\"retry_after\":1.5}"))
                .isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void theResetCountsWhereNoRetryAfterIsGiven() {
        assertThat(pause(429, Map.of("X-RateLimit-Reset-After", "3"), ""))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anUnavailableDiscordMaySayForHowLong() {
        assertThat(pause(503, Map.of("Retry-After", "30"), "<html>"))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aTimeOfDayIsReadByTheClockOfWhoNamedIt() {
        assertThat(
                        pause(
                                429,
                                Map.of(
                                        "Date", "Wed, 21 Oct 2015 07:27:00 GMT",
                                        "Retry-After", "Wed, 21 Oct 2015 07:28:30 GMT"),
                                ""))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"soon", "-1", "", "1e-999999999", "NaN", "9999999999999999999999999999"})
    void nonsenseAsksForNoPause(String value) {
        assertThat(pause(429, Map.of("Retry-After", value), "<html>")).isZero();
    }

    @Test
    void aPauseIsNeverLongerThanADay() {
        assertThat(pause(429, Map.of("Retry-After", "9999999999"), ""))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void aGlobalLimitIsToldByEitherHeaderOrTheBody() {
        assertThat(global(429, Map.of("X-RateLimit-Global", "true"), "")).isTrue();
        assertThat(global(429, Map.of("X-RateLimit-Scope", "global"), "")).isTrue();
        assertThat(global(429, Map.of(), "{\"global\":true}")).isTrue();
        assertThat(global(429, Map.of("X-RateLimit-Scope", "shared"), "{\"global\":false}"))
                .isFalse();
        assertThat(global(200, Map.of("X-RateLimit-Global", "true"), "")).isFalse();
    }

    private static Duration pause(int status, Map<String, String> headers, String body) {
        return RateHeaders.pause(status, headers::get, read(body));
    }

    private static boolean global(int status, Map<String, String> headers, String body) {
        return RateHeaders.global(status, headers::get, read(body));
    }

    private static DiscordBody read(String body) {
        return DiscordBody.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
