package dev.mcsync.infra.local.discord;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rate limit counts, as Discord names it in {@code X-RateLimit-Scope}. */
enum LimitScope {
    /** The route's bucket of this sender. */
    USER,
    /** Everything that the sender asks of Discord; no bucket is named. */
    GLOBAL,
    /** The bucket that all senders to a channel share. */
    SHARED;

    static Optional<LimitScope> find(String name) {
        return Arrays.stream(values()).filter(scope -> scope.wireName().equals(name)).findFirst();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
