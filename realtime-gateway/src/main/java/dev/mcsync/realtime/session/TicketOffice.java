package dev.mcsync.realtime.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Gives and takes the tickets that open a WebSocket, since a browser can put no header on one. A
 * ticket is signed rather than remembered, so that any instance takes what another gave; what an
 * instance has taken it remembers until the ticket is too old anyway. Thread-safe.
 */
final class TicketOffice {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_LENGTH = 16;
    private static final int SIGNED_LENGTH = 2 * Long.BYTES + NONCE_LENGTH;
    private static final int MAC_LENGTH = 32;
    private static final int MAX_TEXT_LENGTH = 128;

    /**
     * Whoever was let in by the same token.
     *
     * @param number made of the token's id, which cannot be told from it
     */
    record Owner(long number) {

        static Owner of(String tokenId) {
            return new Owner(TicketOffice.number(tokenId));
        }
    }

    private final List<SecretKeySpec> keys;
    private final Duration lifetime;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /** By ticket, until when it would be good. Guarded by itself. */
    private final Map<String, Instant> used = new HashMap<>();

    /**
     * @param secrets that all instances share; tickets are signed by the first, and taken if signed
     *     by any
     */
    TicketOffice(List<String> secrets, Duration lifetime, InstantSource clock) {
        this.keys = secrets.stream().map(TicketOffice::key).toList();
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * @param owner the id of the token that asks for it
     */
    String issue(String owner) {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] signed =
                ByteBuffer.allocate(SIGNED_LENGTH)
                        .putLong(clock.instant().plus(lifetime).toEpochMilli())
                        .putLong(number(owner))
                        .put(nonce)
                        .array();
        byte[] ticket = Arrays.copyOf(signed, SIGNED_LENGTH + MAC_LENGTH);
        System.arraycopy(mac(keys.getFirst(), signed), 0, ticket, SIGNED_LENGTH, MAC_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    }

    /** Whose it is; once for each ticket, within its lifetime, and empty otherwise. */
    Optional<Owner> redeem(String ticket) {
        if (ticket.length() > MAX_TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(ticket);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length != SIGNED_LENGTH + MAC_LENGTH || !isSigned(bytes)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        ByteBuffer signed = ByteBuffer.wrap(bytes);
        Instant goodUntil = Instant.ofEpochMilli(signed.getLong());
        Owner owner = new Owner(signed.getLong());
        return now.isBefore(goodUntil)
                        && isFirstUse(Base64.getUrlEncoder().encodeToString(bytes), goodUntil, now)
                ? Optional.of(owner)
                : Optional.empty();
    }

    private static long number(String tokenId) {
        return ByteBuffer.wrap(sha256("mc-realtime-owner\n" + tokenId)).getLong();
    }

    private boolean isFirstUse(String ticket, Instant goodUntil, Instant now) {
        synchronized (used) {
            used.values().removeIf(until -> !now.isBefore(until));
            return used.putIfAbsent(ticket, goodUntil) == null;
        }
    }

    private boolean isSigned(byte[] ticket) {
        byte[] signed = Arrays.copyOf(ticket, SIGNED_LENGTH);
        byte[] presented = Arrays.copyOfRange(ticket, SIGNED_LENGTH, ticket.length);
        boolean found = false;
        for (SecretKeySpec key : keys) {
            found |= MessageDigest.isEqual(mac(key, signed), presented);
        }
        return found;
    }

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(sha256("mc-realtime-ticket\n" + secret), ALGORITHM);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }

    private static byte[] mac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected " + ALGORITHM + " in every JDK", e);
        }
    }
}
