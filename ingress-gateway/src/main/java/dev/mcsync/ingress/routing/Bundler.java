package dev.mcsync.ingress.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * Sends what a source gives, in order: at once when nothing is on its way, else together with what
 * comes meanwhile, when that has left. Takes no more from the source than it has room for.
 *
 * <p>The source and the sending may each use threads of their own.
 */
final class Bundler<T> extends BaseSubscriber<T> {

    private final MonoSink<Void> outcome;
    private final Function<List<T>, Mono<Void>> sender;
    private final Consumer<T> discard;
    private final int room;

    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger turns = new AtomicInteger();
    private volatile boolean sending;
    private volatile boolean sourceEnded;
    private volatile boolean over;

    private Bundler(
            MonoSink<Void> outcome,
            Function<List<T>, Mono<Void>> sender,
            Consumer<T> discard,
            int room) {
        this.outcome = outcome;
        this.sender = sender;
        this.discard = discard;
        this.room = room;
    }

    /**
     * @param room so many are taken from the source before the first of them has left; at least one
     * @param sender ends when all of a bundle has left; owns what it is given
     * @param discard given what will not be sent, since the sending failed or was cancelled
     * @return ends as the source does once all has left, or fails as it or {@code sender} did
     */
    static <T> Mono<Void> send(
            Publisher<T> source,
            int room,
            Function<List<T>, Mono<Void>> sender,
            Consumer<T> discard) {
        return Mono.create(outcome -> {
            Bundler<T> bundler = new Bundler<>(outcome, sender, discard, room);
            outcome.onDispose(bundler::giveUp);
            source.subscribe(bundler);
        });
    }

    @Override
    public Context currentContext() {
        return Context.of(outcome.contextView());
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(room);
    }

    @Override
    protected void hookOnNext(T next) {
        waiting.add(next);
        takeTurn();
    }

    @Override
    protected void hookOnComplete() {
        sourceEnded = true;
        takeTurn();
    }

    @Override
    protected void hookOnError(Throwable failure) {
        over = true;
        outcome.error(failure);
        takeTurn();
    }

    /** What the source has ready by now is to leave together, so it is asked first. */
    private void left(int count) {
        if (!sourceEnded && !over) {
            request(count);
        }
        sending = false;
        takeTurn();
    }

    private void failed(Throwable failure) {
        cancel();
        over = true;
        outcome.error(failure);
        takeTurn();
    }

    private void giveUp() {
        cancel();
        over = true;
        takeTurn();
    }

    /** One thread at a time looks at what waits; another one's wish makes it look again. */
    private void takeTurn() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            look();
            seen = turns.addAndGet(-seen);
        }
    }

    private void look() {
        if (over) {
            for (@Nullable T next = waiting.poll(); next != null; next = waiting.poll()) {
                discard.accept(next);
            }
        } else if (!sending) {
            boolean isLast = sourceEnded;
            List<T> bundle = new ArrayList<>();
            for (@Nullable T next = waiting.poll(); next != null; next = waiting.poll()) {
                bundle.add(next);
            }
            if (!bundle.isEmpty()) {
                sending = true;
                // A sender that throws fails the sending, as one that ends in a failure does.
                Mono.defer(() -> sender.apply(bundle))
                        .subscribe(
                                null,
                                this::failed,
                                () -> left(bundle.size()),
                                Context.of(outcome.contextView()));
            } else if (isLast) {
                over = true;
                outcome.success();
            }
        }
    }
}
