package dev.mcsync.ingress.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Opens one session without a token, soon after the start: the link that a local run prints carries
 * it. Thread-safe.
 */
final class SignInCode {

    static final Duration GOOD_FOR = Duration.ofMinutes(30);

    private final AtomicReference<byte @Nullable []> unspent;
    private final InstantSource clock;
    private final Instant end;

    /**
     * @param code null for none, which nothing opens
     */
    SignInCode(@Nullable String code, InstantSource clock) {
        this.unspent =
                new AtomicReference<>(code == null ? null : code.getBytes(StandardCharsets.UTF_8));
        this.clock = clock;
        this.end = clock.instant().plus(GOOD_FOR);
    }

    /** True once at most. */
    boolean spend(String presented) {
        byte[] code = unspent.get();
        return code != null
                && clock.instant().isBefore(end)
                && MessageDigest.isEqual(code, presented.getBytes(StandardCharsets.UTF_8))
                && unspent.compareAndSet(code, null);
    }
}
