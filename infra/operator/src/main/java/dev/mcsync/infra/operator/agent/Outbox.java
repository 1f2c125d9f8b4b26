package dev.mcsync.infra.operator.agent;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.api.Patience;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends reports one after the other, each until it is accepted or can never be, with the same event
 * id: a report takes effect once, however often it is sent.
 */
final class Outbox {

    /** And nobody knows yet what it does: sent again, it tells. */
    private static final int ON_THE_LOG = 202;

    private final McApi api;
    private final Journal journal;
    private final RunnerLog log;
    private final BlockingQueue<Letter> queue = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Answer>> open = new HashMap<>();
    private volatile @Nullable CompletableFuture<Answer> last;

    private record Letter(ObjectNode event, CompletableFuture<Answer> settled) {

        String eventId() {
            return event.path("event_id").asString();
        }
    }

    /** Begins with what an earlier run of the agent could not send. */
    Outbox(McApi api, Journal journal, RunnerLog log) {
        this.api = api;
        this.journal = journal;
        this.log = log;
        journal.waiting().forEach(this::put);
    }

    /**
     * Returns when the report cannot be lost any more. One that is on its way is not sent twice.
     *
     * @return done when it is settled, with what it was answered
     */
    synchronized CompletableFuture<Answer> add(ObjectNode event) {
        CompletableFuture<Answer> onItsWay = open.get(event.path("event_id").asString());
        if (onItsWay != null) {
            return onItsWay;
        }
        journal.report(event);
        return put(event);
    }

    /** Returns when every report is settled, or the time is over. */
    void await(Duration limit) {
        try {
            CompletableFuture<Answer> newest = last;
            if (newest != null) {
                newest.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            // What is not settled by now waits for the next start.
        }
    }

    /** Until its thread is interrupted. */
    void send() throws InterruptedException {
        while (true) {
            Letter letter = queue.take();
            Answer answer = insist(letter.event());
            if (Verdict.of(answer) == Verdict.REFUSED) {
                log.trouble("a report was refused and is dropped: %s".formatted(answer));
            }
            settle(letter, answer);
        }
    }

    private synchronized CompletableFuture<Answer> put(ObjectNode event) {
        Letter letter = new Letter(event, new CompletableFuture<>());
        open.put(letter.eventId(), letter.settled());
        queue.add(letter);
        last = letter.settled();
        return last;
    }

    private void settle(Letter letter, Answer answer) {
        synchronized (this) {
            journal.settled(letter.eventId());
            open.remove(letter.eventId());
        }
        letter.settled().complete(answer);
    }

    private Answer insist(ObjectNode event) throws InterruptedException {
        Patience patience = new Patience();
        while (true) {
            Duration asked = Duration.ZERO;
            try {
                Answer answer = api.post("/api/agents/events", asMap(event), "Prefer", "wait=5");
                if (!answer.isTemporary() && !isKeptOut(answer)) {
                    log.reachable();
                    if (!mustKnow(event) || answer.status() != ON_THE_LOG) {
                        return answer;
                    }
                } else {
                    log.away(answer.toString(), journal.waiting().size());
                }
                asked = answer.retryAfter().orElse(Duration.ZERO);
            } catch (ApiUnreachableException e) {
                log.away(String.valueOf(e.getMessage()), journal.waiting().size());
            }
            patience.pause(asked);
        }
    }

    /** Work begins with what an acknowledgement did, and not before. */
    private static boolean mustKnow(ObjectNode event) {
        return event.path("type").asString().equals("ack");
    }

    /** The token is wrong for now; the report is right all the same. */
    private static boolean isKeptOut(Answer answer) {
        return answer.status() == 401 || answer.status() == 403;
    }

    private static Map<String, Object> asMap(ObjectNode event) {
        Map<String, Object> map = new LinkedHashMap<>();
        event.properties().forEach(member -> map.put(member.getKey(), member.getValue()));
        return map;
    }
}
