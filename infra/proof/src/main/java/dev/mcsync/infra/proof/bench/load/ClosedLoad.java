package dev.mcsync.infra.proof.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * As many calls under way as are allowed, each followed by the next as soon as it is answered. What
 * is refused is asked again a little later and counts as not sent.
 */
public final class ClosedLoad {

    private static final Duration AFTER_REFUSAL = Duration.ofMillis(20);

    /**
     * What came of it.
     *
     * @param accepted reports that were accepted
     * @param seconds from the first call to the last answer
     * @param refused calls that were not
     * @param answers how long the answers took, in microseconds
     */
    public record Result(int accepted, double seconds, int refused, Histogram answers) {}

    private final Client client;
    private final Reports reports;
    private final int eventsEach;
    private final Histogram answers = Journal.histogram();
    private final CompletableFuture<Result> done = new CompletableFuture<>();
    private int next;
    private int underWay;
    private int accepted;
    private int refused;
    private long beganNanos;
    private long endNanos;

    /**
     * @param first the number of the first report
     * @param eventsEach of each call; 1 for single reports, more for arrays
     */
    public ClosedLoad(Client client, Reports reports, int first, int eventsEach) {
        this.client = client;
        this.reports = reports;
        this.next = first;
        this.eventsEach = eventsEach;
    }

    /** Returns when the last call is answered. */
    public Result run(int atOnce, Duration length) {
        client.loop()
                .thread()
                .execute(() -> {
                    beganNanos = System.nanoTime();
                    endNanos = beganNanos + length.toNanos();
                    for (int i = 0; i < atOnce; i++) {
                        send();
                    }
                });
        return done.join();
    }

    /** The number of the report after the last one; to be asked once it has run. */
    public int nextNumber() {
        return next;
    }

    private void send() {
        int first = next;
        next += eventsEach;
        underWay++;
        send(first);
    }

    private void send(int first) {
        byte[] body = eventsEach == 1 ? reports.body(first) : reports.bodyOf(first, eventsEach);
        long sent = System.nanoTime();
        client.calls()
                .post(
                        Calls.EVENTS,
                        body,
                        (status, answer) -> answered(first, sent, status, answer));
    }

    private void answered(int first, long sentNanos, int status, ByteBuf answer) {
        long now = System.nanoTime();
        int taken = status / 100 == 2 ? taken(answer) : 0;
        if (taken == eventsEach) {
            accepted += taken;
            Journal.record(answers, (now - sentNanos) / 1_000);
            underWay--;
            goOn(now);
        } else {
            refused++;
            client.loop()
                    .thread()
                    .schedule(() -> send(first), AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void goOn(long now) {
        if (now < endNanos) {
            send();
        } else if (underWay == 0) {
            done.complete(new Result(accepted, (now - beganNanos) / 1e9, refused, answers));
        }
    }

    /**
     * An answer to an array tells of each element; one that was not taken is a problem with a
     * title.
     */
    private int taken(ByteBuf answer) {
        return eventsEach > 1 && answer.toString(UTF_8).contains("\"title\"") ? 0 : eventsEach;
    }
}
