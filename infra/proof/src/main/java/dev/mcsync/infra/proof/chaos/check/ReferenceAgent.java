package dev.mcsync.infra.proof.chaos.check;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An agent's presence by its rules, kept apart from the product's own code on purpose. */
final class ReferenceAgent {

    private final String agentId;
    private final Rules rules;
    long version;
    String presence = "offline";
    long lastSeenMicros = Long.MIN_VALUE;
    @Nullable Long lastHeartbeatAt;
    long presenceSince;

    ReferenceAgent(String agentId, Rules rules) {
        this.agentId = agentId;
        this.rules = rules;
    }

    /**
     * Applies a fact.
     *
     * @param at when the log took it, in milliseconds
     */
    Verdict.Fact apply(JsonNode fact, long at) {
        return switch (fact.path("type").asString()) {
            case "heartbeat" -> alive(fact, at, at * 1_000, true);
            case "seen" -> seen(fact, at, micros(fact.path("seen_at").asString()));
            case "silence_passed" -> silent(fact, at);
            case "repaired" -> none(fact, "refused", "nothing_to_repair");
            default -> throw new IllegalStateException("No rule for " + fact);
        };
    }

    /** An agent that was heard of in time must not be called silent. */
    @Nullable String prematureSilence(JsonNode fact, long at) {
        boolean counts =
                "silence_passed".equals(fact.path("type").asString())
                        && version == fact.path("seen_version").asLong()
                        && "online".equals(presence);
        long limit = lastSeenMicros / 1_000 + rules.offlineAfter().toMillis();
        return counts && at < limit
                ? "%s was called offline %d ms before its limit".formatted(agentId, limit - at)
                : null;
    }

    private Verdict.Fact seen(JsonNode fact, long at, long seenMicros) {
        return version > 0 && seenMicros <= lastSeenMicros
                ? none(fact, "late", "already_beyond")
                : alive(fact, at, seenMicros, false);
    }

    private Verdict.Fact alive(JsonNode fact, long at, long seenMicros, boolean heartbeat) {
        boolean wasOffline = version == 0 || "offline".equals(presence);
        boolean isOldNews = seenMicros / 1_000 + rules.offlineAfter().toMillis() < at;
        boolean staysOffline = version > 0 && "offline".equals(presence) && isOldNews;
        version++;
        lastSeenMicros = Math.max(lastSeenMicros, seenMicros);
        if (heartbeat) {
            lastHeartbeatAt = at;
        }
        if (!staysOffline && wasOffline) {
            presence = "online";
            presenceSince = at;
        }
        return new Verdict.Fact(
                fact.path("event_id").asString(),
                "applied",
                null,
                version,
                presence,
                null,
                List.of(),
                wasOffline && !staysOffline,
                false);
    }

    private Verdict.Fact silent(JsonNode fact, long at) {
        if (version != fact.path("seen_version").asLong() || !"online".equals(presence)) {
            return none(fact, "refused", "stale_deadline");
        }
        version++;
        presence = "offline";
        presenceSince = at;
        return new Verdict.Fact(
                fact.path("event_id").asString(),
                "applied",
                null,
                version,
                presence,
                null,
                List.of(),
                true,
                true);
    }

    private Verdict.Fact none(JsonNode fact, String outcome, String reason) {
        return new Verdict.Fact(
                fact.path("event_id").asString(),
                outcome,
                reason,
                null,
                version == 0 ? null : presence,
                null,
                List.of(),
                false,
                false);
    }

    private static long micros(String instant) {
        Instant at = Instant.parse(instant);
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    }
}
