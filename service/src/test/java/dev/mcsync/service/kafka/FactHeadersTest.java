package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Headers;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class FactHeadersTest {

    @Test
    void everyServiceSpellsItsRecordsAlike() {
        assertThat(texts(new FactHeaders("state-processor").of("evt_1", "task.done")))
                .containsExactly(
                        "event_id=evt_1",
                        "content-type=application/json",
                        "ce_id=evt_1",
                        "ce_source=/mc-sync/state-processor",
                        "ce_specversion=1.0",
                        "ce_type=dev.mcsync.task.done");
    }

    @Test
    void whyARecordIsRejectedIsNobodyElsesToSay() {
        ConsumerRecord<byte[], byte[]> original =
                new ConsumerRecord<>("mc.task-outcomes", 3, 42, new byte[0], new byte[0]);
        original.headers()
                .add(TextHeader.of("colour", "blue"))
                .add(TextHeader.of(Headers.REJECTED_REASON, "said by its sender"))
                .add(TextHeader.of(Headers.REJECTED_PREFIX + "other", "said by its sender"))
                .add(TextHeader.of("colour", "red"));

        assertThat(texts(Rejection.headers(original, "invalid", "expected a key")))
                .containsExactly(
                        "colour=blue",
                        "colour=red",
                        "mc_rejected_reason=invalid",
                        "mc_rejected_detail=expected a key",
                        "mc_rejected_topic=mc.task-outcomes",
                        "mc_rejected_partition=3",
                        "mc_rejected_offset=42");
    }

    private static List<String> texts(List<Header> headers) {
        return headers.stream()
                .map(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .toList();
    }
}
