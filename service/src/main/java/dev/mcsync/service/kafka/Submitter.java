package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.access.IssuedToken;
import dev.mcsync.contracts.topic.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * By which token a fact came to the gateway. Who writes to the log directly may claim any: it is
 * told, and nothing hangs on it.
 *
 * @param name that the token had then
 */
public record Submitter(String tokenId, String name) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern NAME =
            Pattern.compile("\\P{Cntrl}{1,%d}".formatted(IssuedToken.MAX_NAME_LENGTH));

    /** What a record carries; empty where that is none. */
    public static Optional<Submitter> of(ConsumerRecord<?, ?> record) {
        String id = text(record.headers().lastHeader(Headers.TOKEN_ID));
        String name = text(record.headers().lastHeader(Headers.TOKEN_NAME));
        return ID.matcher(id).matches() && NAME.matcher(name).matches()
                ? Optional.of(new Submitter(id, name))
                : Optional.empty();
    }

    public List<Header> headers() {
        return List.of(
                TextHeader.of(Headers.TOKEN_ID, tokenId), TextHeader.of(Headers.TOKEN_NAME, name));
    }

    private static String text(@Nullable Header header) {
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
