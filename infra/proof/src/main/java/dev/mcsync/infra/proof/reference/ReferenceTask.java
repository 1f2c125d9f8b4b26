package dev.mcsync.infra.proof.reference;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A task as the facts about it have left it, and the steps that it can take; kept apart from the
 * product's own code on purpose. Times are milliseconds of the log.
 */
public abstract sealed class ReferenceTask permits ReferenceStory {

    /** The members of a snapshot of which {@link #words} tells. */
    public static final List<String> WORDS =
            List.of(
                    "title",
                    "agent_id",
                    "instructions",
                    "answer_timeout",
                    "prior_attempts",
                    "dialogue",
                    "result");

    static final Set<String> RETRYABLE = Set.of("failed", "timeout");

    final String taskId;
    final Rules rules;
    final ReferenceMoments moments = new ReferenceMoments();
    final ReferenceDialogue dialogue = new ReferenceDialogue();
    final ReferenceAttempts attempts = new ReferenceAttempts();
    long version;
    ReferenceBrief brief = ReferenceBrief.NONE;
    @Nullable String commandId;
    int attempt = 1;
    String status = "queued";
    String stage = "todo";
    @Nullable Integer progress;
    @Nullable String message;
    @Nullable String errorCode;
    @Nullable JsonNode result;
    int deliveries;
    long createdAt;
    long updatedAt;
    long stageSince;
    long statusSince;
    @Nullable String lastEventId;
    boolean clockRuns;
    long deadline;

    ReferenceTask(String taskId, Rules rules) {
        this.taskId = taskId;
        this.rules = rules;
    }

    public long version() {
        return version;
    }

    public @Nullable String agentId() {
        return version == 0 ? null : brief.agentId();
    }

    public @Nullable String commandId() {
        return commandId;
    }

    public int attempt() {
        return attempt;
    }

    public String status() {
        return status;
    }

    public String stage() {
        return stage;
    }

    public @Nullable Integer progress() {
        return progress;
    }

    public @Nullable String message() {
        return message;
    }

    public @Nullable String errorCode() {
        return errorCode;
    }

    public @Nullable JsonNode payload() {
        return brief.payload();
    }

    public int deliveries() {
        return deliveries;
    }

    public long createdAt() {
        return createdAt;
    }

    public long updatedAt() {
        return updatedAt;
    }

    public long stageSince() {
        return stageSince;
    }

    public long statusSince() {
        return statusSince;
    }

    public ReferenceMoments moments() {
        return moments;
    }

    public @Nullable String lastEventId() {
        return lastEventId;
    }

    /** What is asked, said and found, and by whom it was tried before, as a snapshot has it. */
    public JsonNode words() {
        ObjectNode words = JsonNodeFactory.instance.objectNode();
        words.put("title", brief.title()).put("agent_id", brief.agentId());
        put(words, "instructions", StringNode.valueOf(brief.instructions()));
        put(words, "answer_timeout", brief.answerTimeout());
        put(words, "prior_attempts", attempts.told());
        put(words, "dialogue", dialogue.told());
        put(words, "result", result);
        return words;
    }

    private static void put(ObjectNode words, String name, @Nullable JsonNode value) {
        if (value != null) {
            words.set(name, value);
        }
    }

    public boolean clockRuns() {
        return clockRuns;
    }

    /** A deadline that fires before it is due is a lie about a living agent. */
    @Nullable String prematureDeadline(JsonNode fact, long at, ReferenceHearing hearing) {
        boolean counts =
                "deadline_passed".equals(fact.path("type").asString())
                        && clockRuns
                        && fact.path("seen_version").asLong() == version;
        if (!counts) {
            return null;
        }
        if (at < deadline) {
            return "%s timed out at version %d, %d ms before its limit"
                    .formatted(taskId, version, deadline - at);
        }
        // A wait before another attempt is no silence.
        return RETRYABLE.contains(status)
                ? null
                : hearing.tooSoon(
                        taskId,
                        deadline,
                        status.equals("queued") ? brief.ackMillis() : brief.runningMillis(),
                        at);
    }

    void moveTo(String next, long at) {
        if (!next.equals(stage)) {
            stage = next;
            stageSince = at;
        }
    }

    void beginAttempt(String next, long at) {
        String before = Objects.requireNonNull(commandId);
        attempts.ended(before, status, errorCode, message, statusSince);
        commandId = next;
        attempt++;
        enter("queued", stage, at);
        moments.clear();
        dialogue.beginAnew();
        progress = null;
        message = null;
        errorCode = null;
        deliveries = 0;
    }

    void supersede(String command, long at, long decidedAt) {
        if (!RETRYABLE.contains(status)) {
            enter("failed", stage, at);
            errorCode = "superseded";
        }
        beginAttempt(command, at);
        clockRuns = false;
        if (!"backlog".equals(stage)) {
            moveTo("todo", at);
            handOut(decidedAt);
        }
    }

    /** The wait has full jitter, so that the next attempt may begin at once. */
    void waitForRetry(long at) {
        clockRuns = attempt < brief.maxAttempts();
        deadline = at;
    }

    void end(String how, String code, JsonNode fact, long at) {
        enter(how, "blocked", at);
        errorCode = code;
        clockRuns = false;
        touch(fact, at);
    }

    void become(String nextStatus, String nextStage, JsonNode fact, long at) {
        moments.heard(nextStatus, at);
        enter(nextStatus, nextStage, at);
        message = fact.hasNonNull("message") ? text(fact, "message") : message;
        progress =
                fact.hasNonNull("progress")
                        ? Integer.valueOf(fact.path("progress").asInt())
                        : progress;
        errorCode = null;
        dialogue.heard(fact, at);
        result = fact.has("result") ? fact.get("result") : result;
        if ("failed".equals(nextStatus)) {
            waitForRetry(at);
        } else if ("done".equals(nextStatus)) {
            clockRuns = false;
        } else {
            runClock(at);
        }
        touch(fact, at);
    }

    void enter(String next, String nextStage, long at) {
        if (!next.equals(status)) {
            status = next;
            statusSince = at;
            moments.entered(next, at);
            dialogue.entered(next);
        }
        moveTo(nextStage, at);
    }

    void handOut(long decidedAt) {
        deliveries++;
        clockRuns = true;
        deadline = decidedAt + brief.ackMillis();
    }

    void runClock(long at) {
        clockRuns = true;
        long answerDue = dialogue.answerDue(brief.answerMillis());
        deadline = Math.max(at + brief.runningMillis(), answerDue);
    }

    void touch(JsonNode fact, long at) {
        version++;
        moments.onBoard();
        updatedAt = at;
        lastEventId = id(fact);
    }

    Verdict.Fact applied(JsonNode fact, List<String> implied, boolean due) {
        return new Verdict.Fact(
                id(fact), "applied", null, version, status, stage, implied, true, due);
    }

    /** It was allowed, and asks for what is so already. */
    Verdict.Fact unchanged(JsonNode fact) {
        return new Verdict.Fact(
                id(fact), "applied", null, null, status, stage, List.of(), true, false);
    }

    Verdict.Fact late(JsonNode fact, String reason) {
        return Verdict.Fact.without("late", id(fact), reason, status, stage);
    }

    Verdict.Fact refused(JsonNode fact, String reason) {
        return Verdict.Fact.without("refused", id(fact), reason, status, stage);
    }

    static String id(JsonNode fact) {
        return fact.path("event_id").asString();
    }

    static @Nullable String text(JsonNode fact, String field) {
        return fact.hasNonNull(field) ? fact.path(field).asString() : null;
    }
}
