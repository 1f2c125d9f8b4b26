package dev.mcsync.service.kafka;

import dev.mcsync.contracts.topic.Headers;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What is said of a record on {@code mc.rejected-events}, where its key and its value stand as they
 * were.
 */
public final class Rejection {

    private Rejection() {}

    /**
     * The original's own headers, untouched; why and from where stand in headers of their own,
     * which are nobody else's to set.
     *
     * @param reason a word
     * @param detail a sentence; never the content
     */
    public static List<Header> headers(
            ConsumerRecord<byte[], byte[]> original, String reason, String detail) {
        List<Header> headers = new ArrayList<>();
        for (Header header : original.headers()) {
            if (!header.key().startsWith(Headers.REJECTED_PREFIX)) {
                headers.add(header);
            }
        }
        headers.add(TextHeader.of(Headers.REJECTED_REASON, reason));
        headers.add(TextHeader.of(Headers.REJECTED_DETAIL, detail));
        headers.add(TextHeader.of(Headers.REJECTED_TOPIC, original.topic()));
        headers.add(
                TextHeader.of(Headers.REJECTED_PARTITION, Integer.toString(original.partition())));
        headers.add(TextHeader.of(Headers.REJECTED_OFFSET, Long.toString(original.offset())));
        return headers;
    }
}
