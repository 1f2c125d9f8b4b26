package dev.mcsync.infra.proof.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** Sends reports at a steady rate, one call each, however long the answers take. */
public final class OpenLoad {

    private static final Duration LAST_WAIT = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Client client;
    private final String path;
    private final IntFunction<byte[]> bodies;
    private final Journal journal;

    public OpenLoad(Client client, Reports reports, Journal journal) {
        this(client, Calls.EVENTS, reports::body, journal);
    }

    /**
     * @param bodies of the calls, by number
     */
    public OpenLoad(Client client, String path, IntFunction<byte[]> bodies, Journal journal) {
        this.client = client;
        this.path = path;
        this.bodies = bodies;
        this.journal = journal;
    }

    /** Returns when all of them are sent. */
    public void send() {
        journal.begin();
        for (int number = 0; number < journal.total(); number++) {
            LockSupport.parkNanos(journal.dueNanos(number) - System.nanoTime());
            int current = number;
            client.calls()
                    .post(
                            path,
                            bodies.apply(number),
                            (status, _) -> journal.answer(current, status));
        }
    }

    /** Returns when all are answered, or nothing more is to be expected. */
    public void awaitAnswers() {
        await(journal::isAnswered);
        client.loop().catchUp();
    }

    /** Returns when all are answered and seen, or nothing more is to be expected. */
    public void awaitSightings() {
        await(journal::isAnswered);
        await(journal::isSeen);
        client.loop().catchUp();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LAST_WAIT.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
