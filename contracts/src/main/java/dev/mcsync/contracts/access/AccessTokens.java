package dev.mcsync.contracts.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that open this installation, kept as SHA-256 digests only. A role may have two valid
 * tokens at once, separated by a comma, so that one can be replaced without an outage. Immutable.
 */
public final class AccessTokens {

    /** The header that carries a token. */
    public static final String HEADER = "x-mc-token";

    /** The header by which the gateway tells a service behind it whose call it forwards. */
    public static final String ROLE_HEADER = "x-mc-role";

    public static final int MIN_LENGTH = 24;
    private static final int MAX_PER_ROLE = 2;

    private record Entry(Role role, byte[] digest) {}

    private final List<Entry> entries;

    private AccessTokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * @param tokens by role; null or blank means that the role has no token of its own
     * @param local whether this is a local run, where short tokens are allowed
     * @throws IllegalArgumentException when the admin token is missing, or one is too short; the
     *     message never holds a token
     */
    public static AccessTokens of(Map<Role, @Nullable String> tokens, boolean local) {
        List<Entry> entries = new ArrayList<>();
        for (Role role : Role.values()) {
            String configured = tokens.get(role);
            if (configured != null && !configured.isBlank()) {
                entries.addAll(parse(role, configured, local));
            }
        }
        if (entries.stream().noneMatch(entry -> entry.role() == Role.ADMIN)) {
            throw new IllegalArgumentException(
                    "Expected an admin token in mc.token (MC_TOKEN), found none");
        }
        return new AccessTokens(entries);
    }

    /** Compares with every configured token, so that the time taken tells nothing. */
    public Optional<Role> roleOf(@Nullable String presented) {
        if (presented == null) {
            return Optional.empty();
        }
        byte[] digest = sha256(presented);
        Role found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest(), digest)) {
                found = entry.role();
            }
        }
        return Optional.ofNullable(found);
    }

    @Override
    public String toString() {
        return "AccessTokens[" + entries.size() + "]";
    }

    private static List<Entry> parse(Role role, String configured, boolean local) {
        String[] tokens = configured.split(",", -1);
        if (tokens.length > MAX_PER_ROLE) {
            throw new IllegalArgumentException(
                    "Expected at most %d tokens for role %s, found %d"
                            .formatted(MAX_PER_ROLE, role, tokens.length));
        }
        List<Entry> entries = new ArrayList<>();
        for (String token : tokens) {
            int minLength = local ? 1 : MIN_LENGTH;
            if (token.strip().length() < minLength) {
                throw new IllegalArgumentException(
                        "Expected tokens of at least %d characters for role %s, found one of %d"
                                .formatted(minLength, role, token.strip().length()));
            }
            entries.add(new Entry(role, sha256(token.strip())));
        }
        return entries;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }
}
