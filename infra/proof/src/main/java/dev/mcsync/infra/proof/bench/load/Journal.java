package dev.mcsync.infra.proof.bench.load;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * When each report of an open load was due, answered and seen on a board. Written on the loop's
 * thread; read once the load has ended.
 */
public final class Journal {

    private static final long HIGHEST_MICROS = Duration.ofMinutes(10).toNanos() / 1_000;

    private final int rate;
    private final long[] answered;
    private final long[] seen;
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger sightings = new AtomicInteger();
    private long startNanos;
    private long startEpochMicros;

    /**
     * @param rate of reports a second
     */
    public Journal(int rate, Duration length) {
        this.rate = rate;
        int total = Math.toIntExact(rate * length.toMillis() / 1_000);
        this.answered = new long[total];
        this.seen = new long[total];
    }

    /** Of microseconds. */
    public static Histogram histogram() {
        return new Histogram(HIGHEST_MICROS, 3);
    }

    /** Records a time; clocks that differ by their last millisecond make none negative. */
    public static void record(Histogram histogram, long micros) {
        histogram.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
    }

    public int total() {
        return answered.length;
    }

    /** The number of the first report that is due this long after the start. */
    public int numberAt(Duration sinceStart) {
        return (int) Math.min(total(), rate * sinceStart.toMillis() / 1_000);
    }

    /** Reports that were not accepted. */
    public int refused() {
        return refused.get();
    }

    /** From when they were due until they were answered. */
    public Histogram untilAnswered(int from, int to) {
        return since(answered, from, to);
    }

    /** From when they were due until the board showed them; without those that it never showed. */
    public Histogram untilSeen(int from, int to) {
        return since(seen, from, to);
    }

    /** Reports that the board never showed, as where a newer one of the same task overtook them. */
    public int unseen(int from, int to) {
        return (int) IntStream.range(from, to).filter(number -> seen[number] == 0).count();
    }

    public boolean wasSeen(int number) {
        return seen[number] != 0;
    }

    public long seenEpochMicros(int number) {
        return epochMicros(seen[number]);
    }

    public long dueEpochMicros(int number) {
        return epochMicros(dueNanos(number));
    }

    void begin() {
        Instant now = Instant.now();
        startNanos = System.nanoTime();
        startEpochMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    long dueNanos(int number) {
        return startNanos + number * 1_000_000_000L / rate;
    }

    void answer(int number, int status) {
        answers.incrementAndGet();
        if (status / 100 == 2) {
            answered[number] = System.nanoTime();
        } else {
            refused.incrementAndGet();
        }
    }

    /**
     * @param number negative for a frame that shows no report
     */
    void see(int number) {
        if (number >= 0 && number < seen.length && seen[number] == 0) {
            seen[number] = System.nanoTime();
            sightings.incrementAndGet();
        }
    }

    boolean isAnswered() {
        return answers.get() == total();
    }

    boolean isSeen() {
        return sightings.get() == total();
    }

    private Histogram since(long[] times, int from, int to) {
        Histogram histogram = histogram();
        for (int number = from; number < to; number++) {
            if (times[number] != 0) {
                record(histogram, (times[number] - dueNanos(number)) / 1_000);
            }
        }
        return histogram;
    }

    private long epochMicros(long nanos) {
        return startEpochMicros + (nanos - startNanos) / 1_000;
    }
}
