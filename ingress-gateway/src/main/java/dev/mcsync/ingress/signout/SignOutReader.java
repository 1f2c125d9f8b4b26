package dev.mcsync.ingress.signout;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.service.follow.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hears which sessions were signed out. The key alone says that one is over; a value that is not
 * understood, as of a later version, only says nothing of how long that matters.
 */
final class SignOutReader implements TopicFollower.Reader {

    private static final Pattern SESSION = Pattern.compile("[0-9a-f]{32}");

    private final BiConsumer<String, Instant> ended;
    private final Runnable caughtUp;
    private final InstantSource clock;

    /**
     * @param ended is told of each session, and until when its end matters
     * @param caughtUp when all earlier ones have been told
     */
    SignOutReader(BiConsumer<String, Instant> ended, Runnable caughtUp, InstantSource clock) {
        this.ended = ended;
        this.caughtUp = caughtUp;
        this.clock = clock;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        String session =
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (SESSION.matcher(session).matches()) {
            ended.accept(session, endOf(record.value()));
        }
    }

    @Override
    public void caughtUp() {
        caughtUp.run();
    }

    private Instant endOf(byte @Nullable [] value) {
        Instant latest = clock.instant().plus(IngressSettings.LONGEST_SESSION);
        if (value == null) {
            return latest;
        }
        Decoded<Instant> end =
                StrictJson.readObject(
                        value,
                        in -> {
                            Instant at = in.timestamp(SignOutLog.ENDS_AT);
                            return in.finish(() -> at == null ? latest : at);
                        });
        return switch (end) {
            case Decoded.Valid<Instant>(Instant at) -> at;
            case Decoded.Invalid<Instant> _ -> latest;
        };
    }
}
