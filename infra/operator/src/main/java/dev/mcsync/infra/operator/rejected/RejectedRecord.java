package dev.mcsync.infra.operator.rejected;

import dev.mcsync.contracts.topic.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that was refused, as it was sent, and why.
 *
 * @param rejectedAt when it was set aside
 * @param source where it was, such as {@code mc.task-events-3@1042}
 * @param sourceTopic empty when nobody says where it came from
 * @param headers its own, without those that say why it was refused
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record RejectedRecord(
        RejectedPosition position,
        Instant rejectedAt,
        String reason,
        String detail,
        String source,
        String sourceTopic,
        List<Header> headers,
        byte @Nullable [] key,
        byte @Nullable [] value) {

    public RejectedRecord {
        headers = List.copyOf(headers);
    }

    static RejectedRecord of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> own = new ArrayList<>();
        for (Header header : record.headers()) {
            if (!header.key().startsWith(Headers.REJECTED_PREFIX)) {
                own.add(header);
            }
        }
        String topic = said(record, Headers.REJECTED_TOPIC);
        return new RejectedRecord(
                new RejectedPosition(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                said(record, Headers.REJECTED_REASON),
                said(record, Headers.REJECTED_DETAIL),
                topic
                        + "-"
                        + said(record, Headers.REJECTED_PARTITION)
                        + "@"
                        + said(record, Headers.REJECTED_OFFSET),
                topic,
                own,
                record.key(),
                record.value());
    }

    /** The bytes as text where they are text, else in hexadecimal digits. */
    public static String told(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "(none)";
        }
        return text(bytes).orElseGet(() -> "hex " + HexFormat.of().formatHex(bytes));
    }

    /** Empty when a terminal could not show it: no UTF-8, or control characters. */
    private static Optional<String> text(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.chars().allMatch(RejectedRecord::isShown)
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static boolean isShown(int c) {
        return c == '\n' || c == '\t' || !Character.isISOControl(c);
    }

    private static String said(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : told(header.value());
    }
}
