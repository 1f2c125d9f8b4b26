package dev.mcsync.infra.local.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the webhook in this run, oldest first; the oldest are forgotten when there are too
 * many. What a call is to be answered stands here before the answer goes out, so that whoever saw
 * the answer finds it. Safe for use by many threads.
 */
final class RequestLog {
    private static final int MAX_KEPT = 200_000;

    private final InstantSource clock;
    private final SequencedMap<Long, Request> requests = new LinkedHashMap<>();
    private Instant silentUntil = Instant.EPOCH;
    private long arrived;
    private long ambiguous;
    private long tooEarly;

    RequestLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param arrived how many there were, the forgotten ones too
     * @param ambiguous how many were taken without the sender being told
     * @param tooEarly how many came while a 429 asked for silence
     */
    record Summary(long arrived, long ambiguous, long tooEarly) {}

    synchronized Request arrived(String call, @Nullable String content, @Nullable Fault fault) {
        Instant now = clock.instant();
        boolean isTooEarly = now.isBefore(silentUntil);
        arrived++;
        tooEarly += isTooEarly ? 1 : 0;
        var request =
                new Request(
                        arrived,
                        now.truncatedTo(ChronoUnit.MICROS).toString(),
                        call,
                        content,
                        fault == null ? null : fault.kind(),
                        null,
                        null,
                        false,
                        isTooEarly);
        requests.put(request.number(), request);
        if (requests.size() > MAX_KEPT) {
            requests.pollFirstEntry();
        }
        return request;
    }

    synchronized void became(Request request) {
        Request before = requests.replace(request.number(), request);
        boolean wasAmbiguous = before != null && before.isAmbiguous();
        if (request.isAmbiguous() && !wasAmbiguous) {
            ambiguous++;
        }
    }

    /** From now on nothing may come for this long. */
    synchronized void askForSilence(Duration silence) {
        Instant until = clock.instant().plus(silence);
        silentUntil = until.isAfter(silentUntil) ? until : silentUntil;
    }

    synchronized Summary summary() {
        return new Summary(arrived, ambiguous, tooEarly);
    }

    /** Those with a number above this one. */
    synchronized List<Request> after(long number) {
        List<Request> found = new ArrayList<>();
        for (Request request : requests.sequencedValues()) {
            if (request.number() > number) {
                found.add(request);
            }
        }
        return found;
    }
}
