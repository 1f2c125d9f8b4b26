package dev.mcsync.ingress.signout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.ingress.settings.IngressSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a gateway makes of what others say. */
final class SignOutReaderTest {

    private static final String SESSION = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Map<String, Instant> heard = new HashMap<>();
    private final SignOutReader reader = new SignOutReader(heard::put, () -> {}, () -> NOW);

    @Test
    void anEndIsHeard() {
        take(SESSION, "{\"ends_at\":\"2026-11-22T12:01:00Z\"}");

        assertThat(heard).isEqualTo(Map.of(SESSION, NOW.plusSeconds(60)));
    }

    @Test
    void anEndWhoseTimeIsNotUnderstoodMattersForAsLongAsAnyCould() {
        for (String value :
                new @Nullable String[] {
                    null, "", "nonsense", "{\"ends_at\":\"2026-11-22T12:01:00Z\",\"later\":1}"
                }) {
            heard.clear();
            take(SESSION, value);

            assertThat(heard)
                    .as(value)
                    .isEqualTo(Map.of(SESSION, NOW.plus(IngressSettings.LONGEST_SESSION)));
        }
    }

    @Test
    void whatNamesNoSessionIsPassedOver() {
        take(null, "{}");
        take("", "{}");
        take("x".repeat(10_000), "{}");

        assertThat(heard).isEmpty();
    }

    @Test
    void theLogKeepsAnEndForLongerThanAnySessionLasts() {
        String retention = Topic.ENDED_SESSIONS.config().getOrDefault("retention.ms", "0");

        assertThat(Duration.ofMillis(Long.parseLong(retention)))
                .isGreaterThan(IngressSettings.LONGEST_SESSION);
    }

    private void take(@Nullable String key, @Nullable String value) {
        reader.take(
                new ConsumerRecord<>(
                        Topic.ENDED_SESSIONS.topicName(),
                        0,
                        0,
                        key == null ? null : key.getBytes(UTF_8),
                        value == null ? null : value.getBytes(UTF_8)));
    }
}
