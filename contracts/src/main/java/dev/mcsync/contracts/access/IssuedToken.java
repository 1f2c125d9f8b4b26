package dev.mcsync.contracts.access;

import dev.mcsync.contracts.id.AgentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token that was made while the system ran, without what it opens doors with.
 *
 * @param id 16 hexadecimal digits
 * @param name for people; two tokens that are good at one time have different ones
 */
public record IssuedToken(String id, String name, Reach reach, Term term, TokenLimits limits) {

    public static final int MAX_NAME_LENGTH = 64;

    /**
     * Whom it speaks for.
     *
     * @param agentId the only agent; null when it is not bound to one
     */
    public record Reach(Role role, @Nullable AgentId agentId) {}

    /**
     * @param createdBy the name of the token that made it
     * @param endsAt null when it is good until it is revoked
     */
    public record Term(Instant createdAt, String createdBy, @Nullable Instant endsAt) {}

    public AccessTokens.Holder holder() {
        return new AccessTokens.Holder(reach.role(), reach.agentId(), id, name, limits);
    }
}
