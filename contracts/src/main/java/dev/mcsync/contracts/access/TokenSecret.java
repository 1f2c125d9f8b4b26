package dev.mcsync.contracts.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a made token is to whoever shows it: {@code mct_}, its id, and 256 random bits. The text is
 * shown once; only its SHA-256 is kept, which needs no salt, since there is nothing to guess.
 */
public final class TokenSecret {

    private static final String PREFIX = "mct_";
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final String text;

    private TokenSecret(String id, String text) {
        this.id = id;
        this.text = text;
    }

    public static TokenSecret fresh() {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(id);
        RANDOM.nextBytes(secret);
        String name = HexFormat.of().formatHex(id);
        return new TokenSecret(
                name,
                PREFIX
                        + name
                        + "_"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Empty when the text has not the form of one. */
    public static Optional<TokenSecret> of(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new TokenSecret(form.group(1), text))
                : Optional.empty();
    }

    public String id() {
        return id;
    }

    /** What opens doors. Not to be logged or kept. */
    public String reveal() {
        return text;
    }

    /** In 64 hexadecimal digits. */
    public String digest() {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** Takes the same time wherever the two differ. */
    public boolean matches(String digest) {
        return MessageDigest.isEqual(
                digest().getBytes(StandardCharsets.US_ASCII),
                digest.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "TokenSecret[" + id + "]";
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
