package dev.mcsync.contracts.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * Two kinds of UUID: time-ordered (version 7) for what is new, name-based (version 5) for what must
 * come out the same however often it is derived.
 */
final class Uuids {

    /** Never changes: every derived id of every installation hangs on it. */
    private static final UUID NAMESPACE = UUID.fromString("6f1f0d1c-6d63-5379-8e63-000000000001");

    private Uuids() {}

    static String fresh() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /** The parts are joined by a character that no id may hold, so that no two lists collide. */
    static String derived(String kind, String... parts) {
        return UuidCreator.getNameBasedSha1(NAMESPACE, kind + "\n" + String.join("\n", parts))
                .toString();
    }
}
