package dev.mcsync.processor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RecordsTest {

    @Test
    void aRejectedRecordKeepsEveryHeaderThatItCameWith() {
        Outgoing rejected =
                Records.rejected(
                        record(header("twice", "1"), header("empty", null), header("twice", "2")),
                        "invalid",
                        "why");

        assertThat(rejected.headers())
                .startsWith(header("twice", "1"), header("empty", null), header("twice", "2"));
    }

    @Test
    void aForwardedRecordTellsItsLastPlaceOnly() {
        Outgoing forwarded =
                Records.forwarded(
                        Topic.TASK_EVENTS, record(header(Headers.FORWARDED_FROM, "forged")));

        assertThat(forwarded.headers())
                .containsExactly(header(Headers.FORWARDED_FROM, "mc.task-events-3@7"));
    }

    private static ConsumerRecord<byte[], byte[]> record(Header... headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("mc.task-events", 3, 7, new byte[] {'k'}, new byte[] {'v'});
        List.of(headers).forEach(record.headers()::add);
        return record;
    }

    private static Header header(String name, @Nullable String value) {
        return new RecordHeader(
                name, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
