package dev.mcsync.ingress.token;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.access.IssuedToken;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.access.TokenLimits;
import dev.mcsync.contracts.access.TokenRecordCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for who has a token made.
 *
 * @param lifetime null for as long as it is not revoked
 */
record NewToken(
        String name, IssuedToken.Reach reach, @Nullable Duration lifetime, TokenLimits limits) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    static Decoded<NewToken> read(ObjectReader in) {
        String name = in.visibleText("name", IssuedToken.MAX_NAME_LENGTH);
        Role role = in.choice("role", Role.class);
        AgentId agentId = in.optionalId("agent_id", AgentId::new);
        if (agentId != null && role != null && role != Role.AGENT) {
            in.fault("agent_id", "expected only with the role agent");
        }
        Long seconds = in.optionalInteger("expires_in", SHORTEST.toSeconds(), LONGEST.toSeconds());
        TokenLimits limits = in.optionalObject("limits", TokenRecordCodec::readLimits);
        return in.finish(() ->
                new NewToken(
                        requireNonNull(name),
                        new IssuedToken.Reach(requireNonNull(role), agentId),
                        seconds == null ? null : Duration.ofSeconds(seconds),
                        limits == null ? TokenLimits.NONE : limits));
    }

    /** The same once more, as if it were made now. */
    static NewToken like(IssuedToken token) {
        Instant endsAt = token.term().endsAt();
        return new NewToken(
                token.name(),
                token.reach(),
                endsAt == null ? null : Duration.between(token.term().createdAt(), endsAt),
                token.limits());
    }

    IssuedToken made(String id, Instant now, String by) {
        return new IssuedToken(
                id,
                name,
                reach,
                new IssuedToken.Term(now, by, lifetime == null ? null : now.plus(lifetime)),
                limits);
    }
}
