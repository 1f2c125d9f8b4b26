package dev.mcsync.realtime.view;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * Lets a caller wait until the board shows what he waits for. Between looking and waiting nothing
 * is missed. Thread-safe.
 */
public final class BoardWatch implements BoardListener {

    /** What may end a wait. */
    public sealed interface Cause {

        /** Any change of one task. */
        record Task(String id) implements Cause {}

        /** Any change of one agent, or of any task that it has or had. */
        record WorkOf(String agentId) implements Cause {}
    }

    private record Waiter<T>(Supplier<Optional<T>> look, MonoSink<T> sink) {

        boolean lookAgain() {
            Optional<T> found = look.get();
            found.ifPresent(sink::success);
            return found.isPresent();
        }
    }

    private final BoardView board;
    private final Map<Cause, Set<Waiter<?>>> waiters = new ConcurrentHashMap<>();
    private volatile boolean over;

    BoardWatch(BoardView board) {
        this.board = board;
    }

    /**
     * What {@code look} finds, now or after a change; nothing when the time is over first. It is
     * called while nobody else can change the board, so it must be quick.
     */
    public <T> Mono<T> await(Cause cause, Supplier<Optional<T>> look, Duration atMost) {
        return Mono.<T>create(sink -> register(cause, look, sink))
                .timeout(atMost, Mono.empty())
                // Away from the board's thread, which is the one that finds it.
                .publishOn(Schedulers.parallel());
    }

    /** False once the service stops. */
    public boolean isOpen() {
        return !over;
    }

    /** Ends all waits with nothing, and those to come; for the stop of the service. */
    public void end() {
        board.atOneMoment(() -> {
            over = true;
            waiters.values().forEach(all -> all.forEach(waiter -> waiter.sink().success()));
            return over;
        });
    }

    @Override
    public void changed(Delta delta, Cursor cursor) {
        if (waiters.isEmpty()) {
            return;
        }
        lookAgain(new Cause.Task(delta.change().subject().id()));
        switch (delta.change()) {
            case TaskChanged(TaskSnapshot task) ->
                    task.agents().forEach(agent -> lookAgain(new Cause.WorkOf(agent.value())));
            case AgentChanged(AgentSnapshot agent) ->
                    lookAgain(new Cause.WorkOf(agent.agentId().value()));
            case Removed _ -> {}
        }
    }

    @Override
    public void gapFound(String what) {}

    /** Whether anyone waits for anything. */
    public boolean isAwaited() {
        return !waiters.isEmpty();
    }

    int waiting() {
        return waiters.values().stream().mapToInt(Set::size).sum();
    }

    private <T> void register(Cause cause, Supplier<Optional<T>> look, MonoSink<T> sink) {
        board.atOneMoment(() -> {
            Waiter<T> waiter = new Waiter<>(look, sink);
            if (over) {
                sink.success();
            } else if (!waiter.lookAgain()) {
                waiters.computeIfAbsent(cause, _ -> ConcurrentHashMap.newKeySet()).add(waiter);
                sink.onDispose(() -> forget(cause, waiter));
            }
            return waiter;
        });
    }

    private void lookAgain(Cause cause) {
        Set<Waiter<?>> all = waiters.get(cause);
        if (all != null) {
            all.forEach(Waiter::lookAgain);
        }
    }

    private void forget(Cause cause, Waiter<?> waiter) {
        waiters.computeIfPresent(
                cause,
                (_, all) -> {
                    all.remove(waiter);
                    return all.isEmpty() ? null : all;
                });
    }
}
