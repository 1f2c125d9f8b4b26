package dev.mcsync.service.access;

import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.contracts.access.TokenRecordCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.service.follow.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what is said of tokens. A record that is not understood makes no token good; one whose key
 * alone says that a token was revoked ends it.
 */
final class TokenReader implements TopicFollower.Reader {

    private static final Logger log = LoggerFactory.getLogger(TokenReader.class);

    private final Consumer<TokenRecord> heard;
    private final Runnable caughtUp;

    /**
     * @param caughtUp when all earlier ones have been told
     */
    TokenReader(Consumer<TokenRecord> heard, Runnable caughtUp) {
        this.heard = heard;
        this.caughtUp = caughtUp;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        switch (TokenRecordCodec.decode(key, record.value())) {
            case Decoded.Valid<TokenRecord>(TokenRecord said) -> heard.accept(said);
            case Decoded.Invalid<TokenRecord>(List<FieldError> errors) -> {
                log.warn(
                        "Expected a record about a token at {}-{} {}, found {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        errors);
                if (key.endsWith(TokenRecord.REVOKED)) {
                    heard.accept(
                            new TokenRecord.Revoked(
                                    key.substring(0, key.length() - TokenRecord.REVOKED.length()),
                                    Instant.ofEpochMilli(Math.max(0, record.timestamp())),
                                    "?"));
                }
            }
        }
    }

    @Override
    public void caughtUp() {
        caughtUp.run();
    }
}
