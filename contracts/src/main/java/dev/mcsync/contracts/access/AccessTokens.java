package dev.mcsync.contracts.access;

import dev.mcsync.contracts.id.AgentId;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
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

    /** The header by which the gateway tells callers apart: the {@link Holder#tokenId} of each. */
    public static final String CALLER_HEADER = "x-mc-caller";

    /** The header by which it tells which agent alone the caller speaks for; missing: any. */
    public static final String AGENT_HEADER = "x-mc-agent";

    public static final int MIN_LENGTH = 24;
    private static final int MAX_PER_ROLE = 2;

    private static final int TOKEN_ID_LENGTH = 16;

    /**
     * Whom a token speaks for.
     *
     * @param agentId the only agent it may speak for; null when it is not bound to one
     * @param tokenId tells this token from the others without telling what it is
     * @param name the same for people
     */
    public record Holder(
            Role role,
            @Nullable AgentId agentId,
            String tokenId,
            String name,
            TokenLimits limits) {}

    private record Entry(Holder holder, byte[] digest) {}

    private final List<Entry> entries;

    private AccessTokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * @param tokens by role; null or blank means that the role has no token of its own
     * @param local whether this is a local run, where short tokens are allowed
     * @throws IllegalArgumentException when the admin token is missing, one is too short or one is
     *     given twice; the message never holds a token
     */
    public static AccessTokens of(Map<Role, @Nullable String> tokens, boolean local) {
        return of(tokens, Map.of(), local);
    }

    /**
     * @param agentTokens by agent; each speaks for that agent alone, with the role of an agent
     */
    public static AccessTokens of(
            Map<Role, @Nullable String> tokens, Map<AgentId, String> agentTokens, boolean local) {
        List<Entry> entries = new ArrayList<>();
        for (Role role : Role.values()) {
            String configured = tokens.get(role);
            if (configured != null && !configured.isBlank()) {
                entries.addAll(parse(role, null, configured, local));
            }
        }
        agentTokens.forEach(
                (agent, configured) -> entries.addAll(parse(Role.AGENT, agent, configured, local)));
        if (entries.stream().noneMatch(entry -> entry.holder().role() == Role.ADMIN)) {
            throw new IllegalArgumentException(
                    "Expected an admin token in mc.token (MC_TOKEN), found none");
        }
        requireDifferent(entries);
        return new AccessTokens(entries);
    }

    public Optional<Role> roleOf(@Nullable String presented) {
        return holderOf(presented).map(Holder::role);
    }

    /** Compares with every configured token, so that the time taken tells nothing. */
    public Optional<Holder> holderOf(@Nullable String presented) {
        if (presented == null) {
            return Optional.empty();
        }
        byte[] digest = TokenSecret.sha256(presented);
        Holder found = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest(), digest)) {
                found = entry.holder();
            }
        }
        return Optional.ofNullable(found);
    }

    /** Of the tokens of a role the one that was configured first; empty where it has none. */
    public Optional<Holder> firstHolder(Role role) {
        return entries.stream()
                .map(Entry::holder)
                .filter(holder -> holder.role() == role)
                .findFirst();
    }

    /** All of them, without what opens doors. */
    public List<Holder> holders() {
        return entries.stream().map(Entry::holder).toList();
    }

    /** Finds the token that a session was opened with, if it is still one of ours. */
    public Optional<Holder> findHolder(String tokenId) {
        return entries.stream()
                .map(Entry::holder)
                .filter(holder -> holder.tokenId().equals(tokenId))
                .findFirst();
    }

    @Override
    public String toString() {
        return "AccessTokens[" + entries.size() + "]";
    }

    private static List<Entry> parse(
            Role role, @Nullable AgentId agent, String configured, boolean local) {
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
            entries.add(
                    new Entry(
                            new Holder(
                                    role,
                                    agent,
                                    tokenId(token.strip()),
                                    nameOf(role, agent),
                                    TokenLimits.NONE),
                            TokenSecret.sha256(token.strip())));
        }
        return entries;
    }

    /** A token that stood for two roles would speak for whichever is found. */
    private static void requireDifferent(List<Entry> entries) {
        Map<String, Holder> holders = new HashMap<>();
        for (Entry entry : entries) {
            Holder other = holders.put(entry.holder().tokenId(), entry.holder());
            if (other != null) {
                throw new IllegalArgumentException(
                        "Expected different tokens, found one for both role %s and role %s"
                                .formatted(other.role(), entry.holder().role()));
            }
        }
    }

    /** By the setting that holds it. */
    private static String nameOf(Role role, @Nullable AgentId agent) {
        return agent != null
                ? agent.value()
                : role == Role.ADMIN ? "MC_TOKEN" : "MC_" + role.name() + "_TOKEN";
    }

    private static String tokenId(String token) {
        return HexFormat.of()
                .formatHex(TokenSecret.sha256("mc-sync token id\n" + token))
                .substring(0, TOKEN_ID_LENGTH);
    }
}
