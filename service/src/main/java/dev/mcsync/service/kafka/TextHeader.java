package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A header whose value is text. */
public final class TextHeader {

    private TextHeader() {}

    public static Header of(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
