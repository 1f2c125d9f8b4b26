package dev.mcsync.infra.proof.sim;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of a simulated process, and what it waits for. Touched only by who has the turn. */
final class Strand {

    static final long NEVER = Long.MAX_VALUE;

    final String name;
    final Node node;
    final Thread thread;
    boolean isStarted;
    boolean isDead;
    boolean isDone;
    @Nullable BooleanSupplier wakesWhen;
    long wakesAtMicros;
    long stalledUntilMicros;

    Strand(String name, Node node, Runnable body) {
        this.name = name;
        this.node = node;
        this.thread = Thread.ofVirtual().name(name).unstarted(body);
    }

    boolean takesRecords() {
        return name.equals("tasks") || name.equals("agents") || name.equals("outcomes");
    }

    /** What is waited for by one who is at rest, though he looks around now and then. */
    interface Idling extends BooleanSupplier {}

    /** Waits, for as long as it takes, if with a look around now and then. */
    boolean isResting() {
        return wakesWhen != null && (wakesAtMicros == NEVER || wakesWhen instanceof Idling);
    }

    boolean canRun(long nowMicros) {
        if (isDead || isDone || heldUntilMicros() > nowMicros) {
            return false;
        }
        return wakesAtMicros <= nowMicros || (wakesWhen != null && wakesWhen.getAsBoolean());
    }

    private long heldUntilMicros() {
        return Math.max(stalledUntilMicros, node.frozenUntilMicros());
    }

    /** When it might run though nothing happens. */
    long nextMicros(long nowMicros) {
        if (isDead || isDone) {
            return NEVER;
        }
        long wakes =
                wakesWhen != null && wakesWhen.getAsBoolean()
                        ? heldUntilMicros()
                        : Math.max(wakesAtMicros, heldUntilMicros());
        return wakesAtMicros == NEVER && (wakesWhen == null || !wakesWhen.getAsBoolean())
                ? NEVER
                : Math.max(wakes, nowMicros + 1);
    }
}
