package dev.mcsync.contracts.access;

import java.time.Instant;

/**
 * What is said of a made token on {@code mc.access-tokens}. Each of the three has a key of its own
 * and is never taken back: in whatever order they are heard, and whichever of them two gateways say
 * at one time, a revoked token stays revoked.
 */
public sealed interface TokenRecord {

    String id();

    /** Compaction keeps the newest record of each. */
    String key();

    /**
     * @param digest SHA-256 of what opens doors, in 64 hexadecimal digits
     */
    record Issued(IssuedToken token, String digest) implements TokenRecord {

        @Override
        public String id() {
            return token.id();
        }

        @Override
        public String key() {
            return id();
        }
    }

    /**
     * @param by the name of the token that revoked it
     */
    record Revoked(String id, Instant at, String by) implements TokenRecord {

        @Override
        public String key() {
            return id + REVOKED;
        }
    }

    /**
     * Another one took its place.
     *
     * @param endsAt until when both are good
     */
    record Replaced(String id, Instant endsAt, String by) implements TokenRecord {

        @Override
        public String key() {
            return id + REPLACED;
        }
    }

    /** Behind the id, in keys. */
    String REVOKED = "/revoked";

    String REPLACED = "/replaced";
}
