package dev.mcsync.contracts.access;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes and reads the records of {@code mc.access-tokens}. */
public final class TokenRecordCodec {

    private static final Pattern KEY =
            Pattern.compile(
                    "([0-9a-f]{16})(%s|%s)?".formatted(TokenRecord.REVOKED, TokenRecord.REPLACED));
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int DIGEST_LENGTH = 64;

    private TokenRecordCodec() {}

    public static byte[] encode(TokenRecord said) {
        ObjectWriter out = new ObjectWriter();
        switch (said) {
            case TokenRecord.Issued(IssuedToken token, String digest) -> {
                write(out, token, token.term().endsAt());
                out.text("digest", digest);
            }
            case TokenRecord.Revoked(_, Instant at, String by) ->
                    out.text("revoked_at", at).text("by", by);
            case TokenRecord.Replaced(_, Instant endsAt, String by) ->
                    out.text("ends_at", endsAt).text("by", by);
        }
        return out.bytes();
    }

    /**
     * As calls tell it, and with the digest as the log does.
     *
     * @param endsAt perhaps earlier than was said when it was made
     */
    public static void write(ObjectWriter out, IssuedToken token, @Nullable Instant endsAt) {
        out.text("name", token.name())
                .text("role", token.reach().role())
                .text("agent_id", token.reach().agentId())
                .text("created_at", token.term().createdAt())
                .text("created_by", token.term().createdBy())
                .text("ends_at", endsAt);
        if (!token.limits().equals(TokenLimits.NONE)) {
            out.object("limits", token.limits(), TokenRecordCodec::writeLimits);
        }
    }

    /**
     * @param key tells which token, and which of the three it is
     * @param value null where somebody took it off the topic
     */
    public static Decoded<TokenRecord> decode(String key, byte @Nullable [] value) {
        return StrictJson.readOwnObject(
                value,
                in -> {
                    Matcher form = KEY.matcher(key);
                    if (!form.matches()) {
                        return in.refuse("", "expected the key of a record about a token");
                    }
                    String id = form.group(1);
                    return switch (String.valueOf(form.group(2))) {
                        case TokenRecord.REVOKED -> revoked(in, id);
                        case TokenRecord.REPLACED -> replaced(in, id);
                        default -> issued(in, id);
                    };
                });
    }

    /** The limits as calls and the log spell them. */
    public static Decoded<TokenLimits> readLimits(ObjectReader in) {
        Integer calls = limit(in, "calls_per_second");
        Integer events = limit(in, "events_per_second");
        Integer connections = limit(in, "connections");
        Integer openTasks = limit(in, "open_tasks");
        Integer bodyBytes =
                number(
                        in.optionalInteger(
                                "body_bytes",
                                TokenLimits.LEAST_BODY_BYTES,
                                TokenLimits.MOST_BODY_BYTES));
        return in.finish(() -> new TokenLimits(calls, events, connections, openTasks, bodyBytes));
    }

    private static void writeLimits(ObjectWriter out, TokenLimits limits) {
        out.number("calls_per_second", limits.callsPerSecond())
                .number("events_per_second", limits.eventsPerSecond())
                .number("connections", limits.connections())
                .number("open_tasks", limits.openTasks())
                .number("body_bytes", limits.bodyBytes());
    }

    private static Decoded<TokenRecord> issued(ObjectReader in, String id) {
        String name = in.visibleText("name", IssuedToken.MAX_NAME_LENGTH);
        Role role = in.choice("role", Role.class);
        AgentId agentId = in.optionalId("agent_id", AgentId::new);
        Instant createdAt = in.timestamp("created_at");
        String createdBy = in.text("created_by", 1, IssuedToken.MAX_NAME_LENGTH);
        Instant endsAt = in.optionalTimestamp("ends_at");
        TokenLimits limits = in.optionalObject("limits", TokenRecordCodec::readLimits);
        String digest = in.text("digest", DIGEST_LENGTH, DIGEST_LENGTH);
        if (digest != null && !DIGEST.matcher(digest).matches()) {
            in.fault("digest", "expected 64 hexadecimal digits");
        }
        return in.finish(() ->
                new TokenRecord.Issued(
                        new IssuedToken(
                                id,
                                requireNonNull(name),
                                new IssuedToken.Reach(requireNonNull(role), agentId),
                                new IssuedToken.Term(
                                        requireNonNull(createdAt),
                                        requireNonNull(createdBy),
                                        endsAt),
                                limits == null ? TokenLimits.NONE : limits),
                        requireNonNull(digest)));
    }

    private static Decoded<TokenRecord> revoked(ObjectReader in, String id) {
        Instant at = in.timestamp("revoked_at");
        String by = in.text("by", 1, IssuedToken.MAX_NAME_LENGTH);
        return in.finish(() -> new TokenRecord.Revoked(id, requireNonNull(at), requireNonNull(by)));
    }

    private static Decoded<TokenRecord> replaced(ObjectReader in, String id) {
        Instant endsAt = in.timestamp("ends_at");
        String by = in.text("by", 1, IssuedToken.MAX_NAME_LENGTH);
        return in.finish(
                () -> new TokenRecord.Replaced(id, requireNonNull(endsAt), requireNonNull(by)));
    }

    private static @Nullable Integer limit(ObjectReader in, String name) {
        return number(in.optionalInteger(name, 1, TokenLimits.MOST));
    }

    private static @Nullable Integer number(@Nullable Long value) {
        return value == null ? null : Math.toIntExact(value);
    }
}
