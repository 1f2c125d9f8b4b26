package dev.mcsync.infra.proof.reference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An agent's presence by its rules, kept apart from the product's own code on purpose. */
public final class ReferenceAgent {

    private static final int GOODBYES_KEPT = 4;

    private final String agentId;
    private final Rules rules;
    private long version;
    private String presence = "offline";
    private long lastSeenMicros = Long.MIN_VALUE;
    private @Nullable Long lastHeartbeatAt;
    private long presenceSince;
    private boolean isRetired;
    private boolean hasDeparted;
    private boolean hadARow;
    private @Nullable String currentTaskId;
    private @Nullable String lastEventId;

    /** By run, in milliseconds of the log. */
    private final Map<String, Long> aliveUntil = new HashMap<>();

    /** Runs that said goodbye, the newest first. */
    private final Deque<String> gone = new ArrayDeque<>();

    private boolean hasNamedARun;

    ReferenceAgent(String agentId, Rules rules) {
        this.agentId = agentId;
        this.rules = rules;
    }

    public long version() {
        return version;
    }

    public String presence() {
        return presence;
    }

    public long lastSeenMicros() {
        return lastSeenMicros;
    }

    public @Nullable Long lastHeartbeatAt() {
        return lastHeartbeatAt;
    }

    public long presenceSince() {
        return presenceSince;
    }

    public boolean isRetired() {
        return isRetired;
    }

    public boolean hasDeparted() {
        return hasDeparted;
    }

    public @Nullable String currentTaskId() {
        return currentTaskId;
    }

    public @Nullable String lastEventId() {
        return lastEventId;
    }

    /**
     * Applies a fact. Where nobody knows the agent there is no row to lock: what such a fact did
     * not do may stand in the ledger behind the first report.
     *
     * @param at when the log took it, in milliseconds
     * @param leftAlone whether the ledger says that it changed nothing
     */
    Verdict.Fact apply(JsonNode fact, long at, boolean leftAlone) {
        if (leftAlone && !hadARow) {
            return new ReferenceAgent(agentId, rules).decide(fact, at);
        }
        hadARow = version > 0;
        return decide(fact, at);
    }

    private Verdict.Fact decide(JsonNode fact, long at) {
        return switch (fact.path("type").asString()) {
            case "heartbeat" ->
                    fact.path("leaving").asBoolean() ? left(fact, at) : heartbeat(fact, at);
            case "retired" -> retired(fact, at);
            case "silence_passed" -> silent(fact, at);
            case "repaired" -> none(fact, "refused", "nothing_to_repair");
            default -> throw new IllegalStateException("No rule for " + fact);
        };
    }

    /**
     * A report about its task. The log of tasks may be read long after the agent fell silent: what
     * was said too long ago brings nobody back.
     *
     * @param at when the log took it, in milliseconds
     * @return whether others are told that it came
     */
    boolean report(String eventId, long at, long decidedMicros) {
        boolean wasOffline = version == 0 || "offline".equals(presence);
        long saidUntil = (at + rules.offlineAfter().toMillis()) * 1_000;
        boolean staysOffline =
                version > 0
                        && wasOffline
                        && saidUntil < Math.max(presenceSince * 1_000, decidedMicros);
        boolean wasMissed = !hasDeparted;
        version++;
        lastEventId = eventId;
        lastSeenMicros = Math.max(lastSeenMicros, at * 1_000);
        if (!wasOffline || staysOffline) {
            return false;
        }
        presence = "online";
        presenceSince = version == 1 ? at : Math.max(at, presenceSince);
        hasDeparted = false;
        isRetired = false;
        return wasMissed;
    }

    /** What it is at after a report about a task. */
    void work(String taskId, boolean isApplied, boolean isEnded) {
        if (!isEnded) {
            currentTaskId = isApplied ? taskId : currentTaskId;
        } else if (isApplied || taskId.equals(currentTaskId)) {
            currentTaskId = null;
        }
    }

    /** Its task ended by another hand. */
    void lose(String taskId, String eventId) {
        if (taskId.equals(currentTaskId)) {
            version++;
            lastEventId = eventId;
            currentTaskId = null;
        }
    }

    /** An agent that was heard of in time must not be called silent. */
    @Nullable String prematureSilence(JsonNode fact, long at, ReferenceHearing hearing) {
        boolean counts =
                "silence_passed".equals(fact.path("type").asString())
                        && version == fact.path("seen_version").asLong()
                        && "online".equals(presence);
        long limit = lastSeenMicros / 1_000 + rules.offlineAfter().toMillis();
        if (!counts) {
            return null;
        }
        return at < limit
                ? "%s was called offline %d ms before its limit".formatted(agentId, limit - at)
                : hearing.tooSoon(agentId, limit, rules.offlineAfter().toMillis(), at);
    }

    private Verdict.Fact heartbeat(JsonNode fact, long at) {
        if (fact.hasNonNull("boot_id")) {
            String run = fact.path("boot_id").asString();
            if (gone.contains(run)) {
                return none(fact, "late", "already_beyond");
            }
            hasNamedARun = true;
            aliveUntil.put(run, at + rules.offlineAfter().toMillis());
        }
        return alive(fact, at);
    }

    /**
     * The run ends; with the last one, or without a name, the agent signs off. One that has signed
     * off may have another run that ends.
     */
    private Verdict.Fact left(JsonNode fact, long at) {
        String run =
                hasNamedARun && fact.hasNonNull("boot_id") ? fact.path("boot_id").asString() : null;
        boolean endsAnother = run != null && !gone.contains(run);
        if (version == 0 || (hasDeparted && !endsAnother)) {
            return none(fact, "late", "already_beyond");
        }
        if (run != null) {
            gone.remove(run);
            gone.addFirst(run);
            if (gone.size() > GOODBYES_KEPT) {
                gone.removeLast();
            }
        }
        version++;
        lastSeenMicros = Math.max(lastSeenMicros, at * 1_000);
        lastHeartbeatAt = at;
        aliveUntil.values().removeIf(until -> until <= at);
        if (fact.hasNonNull("boot_id")) {
            aliveUntil.remove(fact.path("boot_id").asString());
        } else {
            aliveUntil.clear();
        }
        if ("offline".equals(presence) || aliveUntil.isEmpty()) {
            depart(at);
        }
        return applied(fact, false, false);
    }

    private Verdict.Fact retired(JsonNode fact, long at) {
        if (version == 0 || isRetired) {
            return none(fact, "refused", "already_finished");
        }
        if (fact.hasNonNull("seen_version") && fact.path("seen_version").asLong() != version) {
            return none(fact, "refused", "stale_deadline");
        }
        version++;
        isRetired = true;
        currentTaskId = null;
        gone.clear();
        hasNamedARun = false;
        depart(at);
        return applied(fact, false, false);
    }

    private void depart(long at) {
        aliveUntil.clear();
        hasDeparted = true;
        presence = "offline";
        presenceSince = at;
    }

    /**
     * @param told whether there is an outcome
     * @param due whether Discord must hear of it
     */
    private Verdict.Fact applied(JsonNode fact, boolean told, boolean due) {
        lastEventId = fact.path("event_id").asString();
        return new Verdict.Fact(
                fact.path("event_id").asString(),
                "applied",
                null,
                version,
                presence,
                null,
                List.of(),
                told,
                due);
    }

    private Verdict.Fact alive(JsonNode fact, long at) {
        boolean cameOnline = version == 0 || "offline".equals(presence);
        boolean wasMissed = !hasDeparted;
        version++;
        lastSeenMicros = Math.max(lastSeenMicros, at * 1_000);
        lastHeartbeatAt = at;
        if (cameOnline) {
            presence = "online";
            presenceSince = at;
            hasDeparted = false;
            isRetired = false;
        }
        return applied(fact, cameOnline && wasMissed, false);
    }

    private Verdict.Fact silent(JsonNode fact, long at) {
        if (version != fact.path("seen_version").asLong() || !"online".equals(presence)) {
            return none(fact, "refused", "stale_deadline");
        }
        version++;
        presence = "offline";
        presenceSince = at;
        aliveUntil.clear();
        return applied(fact, true, true);
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
}
