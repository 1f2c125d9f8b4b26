package dev.mcsync.infra.local.discord;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the body of a refusal looks like. */
enum Dress {
    /** Discord's own. */
    JSON,
    /** A page of what stands before Discord. */
    HTML,
    EMPTY;

    static Optional<Dress> find(String name) {
        return Arrays.stream(values())
                .filter(dress -> dress.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
