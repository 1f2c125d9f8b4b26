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
    private static final int SIGNED_LENGTH = Long.BYTES + NONCE_LENGTH;
    private static final int MAC_LENGTH = 32;
    private static final int MAX_TEXT_LENGTH = 128;

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

    String issue() {
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        byte[] signed =
                ByteBuffer.allocate(SIGNED_LENGTH)
                        .putLong(clock.instant().plus(lifetime).toEpochMilli())
                        .put(nonce)
                        .array();
        byte[] ticket = Arrays.copyOf(signed, SIGNED_LENGTH + MAC_LENGTH);
        System.arraycopy(mac(keys.getFirst(), signed), 0, ticket, SIGNED_LENGTH, MAC_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ticket);
    }

    /** True once for each ticket, within its lifetime. */
    boolean redeem(String ticket) {
        if (ticket.length() > MAX_TEXT_LENGTH) {
            return false;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(ticket);
        } catch (IllegalArgumentException _) {
            return false;
        }
        if (bytes.length != SIGNED_LENGTH + MAC_LENGTH || !isSigned(bytes)) {
            return false;
        }
        Instant now = clock.instant();
        Instant goodUntil = Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong());
        return now.isBefore(goodUntil)
                && isFirstUse(Base64.getUrlEncoder().encodeToString(bytes), goodUntil, now);
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
        byte[] purpose = ("mc-realtime-ticket\n" + secret).getBytes(StandardCharsets.UTF_8);
        try {
            return new SecretKeySpec(
                    MessageDigest.getInstance("SHA-256").digest(purpose), ALGORITHM);
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
