package dev.mcsync.infra.proof.sim;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Runs a process's tasks on one simulated thread, by the time of the simulation. */
final class SchedulerTwin implements Scheduler {

    private final World world;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long tasksMade;

    private record Task(long atMicros, long number, Runnable work, Disposable handle)
            implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return atMicros == other.atMicros
                    ? Long.compare(number, other.number)
                    : Long.compare(atMicros, other.atMicros);
        }
    }

    SchedulerTwin(World world) {
        this.world = world;
    }

    /** The body of the thread. */
    void run() {
        while (true) {
            Task next = tasks.peek();
            if (next == null) {
                world.await(() -> !tasks.isEmpty(), null);
            } else if (next.handle().isDisposed()) {
                tasks.remove();
            } else if (next.atMicros() > world.nowMicros()) {
                long micros = next.atMicros() - world.nowMicros();
                world.await(() -> tasks.peek() != next, Duration.ofNanos(micros * 1_000));
            } else {
                tasks.remove();
                next.work().run();
            }
        }
    }

    @Override
    public Disposable schedule(Runnable task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        Disposable handle = Disposables.single();
        tasks.add(new Task(world.nowMicros() + unit.toMicros(delay), tasksMade++, task, handle));
        return handle;
    }

    @Override
    public Worker createWorker() {
        Disposable all = Disposables.single();
        return new Worker() {
            @Override
            public Disposable schedule(Runnable task) {
                return SchedulerTwin.this.schedule(() -> {
                    if (!all.isDisposed()) {
                        task.run();
                    }
                });
            }

            @Override
            public void dispose() {
                all.dispose();
            }

            @Override
            public boolean isDisposed() {
                return all.isDisposed();
            }
        };
    }
}
