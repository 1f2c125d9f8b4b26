package dev.mcsync.infra.proof.chaos.workload;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets events go at a steady rate, and no further than the faults have come, so that every fault
 * meets load. Safe for use by many threads.
 */
public final class Pace {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final long nanosBetween;
    private long allowed;
    private long taken;
    private long nextAt = System.nanoTime();

    /**
     * @param eventsPerSecond at most
     */
    public Pace(int eventsPerSecond) {
        this.nanosBetween = 1_000_000_000L / eventsPerSecond;
    }

    /** From now on so many events may go in all. */
    public void allow(long total) {
        lock.lock();
        try {
            allowed = Math.max(allowed, total);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next event's turn. */
    void take() throws InterruptedException {
        long at;
        lock.lock();
        try {
            while (taken >= allowed) {
                more.await();
            }
            taken++;
            nextAt = Math.max(nextAt + nanosBetween, System.nanoTime());
            at = nextAt;
        } finally {
            lock.unlock();
        }
        long left = at - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = at - System.nanoTime();
        }
    }
}
