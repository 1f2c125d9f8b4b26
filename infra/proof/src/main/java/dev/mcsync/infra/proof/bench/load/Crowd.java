package dev.mcsync.infra.proof.bench.load;

import io.netty.buffer.ByteBuf;
import org.HdrHistogram.Histogram;

/** Many boards that show the same: how long each report took to each of them. */
public final class Crowd implements Board {

    private final Reports reports;
    private final Journal journal;
    private final int from;
    private final Histogram times = Journal.histogram();

    /**
     * @param from the first report that counts
     */
    public Crowd(Reports reports, Journal journal, int from) {
        this.reports = reports;
        this.journal = journal;
        this.from = from;
    }

    @Override
    public void tells(ByteBuf frame) {
        int number = reports.numberIn(frame);
        journal.see(number);
        if (number >= from) {
            Journal.record(times, (System.nanoTime() - journal.dueNanos(number)) / 1_000);
        }
    }

    /** From when a report was due until a board showed it; to be read once the load has ended. */
    public Histogram times() {
        return times;
    }
}
