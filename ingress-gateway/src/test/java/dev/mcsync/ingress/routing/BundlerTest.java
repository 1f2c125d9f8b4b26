package dev.mcsync.ingress.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

@Timeout(30)
class BundlerTest {

    private static final int ROOM = 4;

    private final Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();
    private final List<List<Integer>> sent = new ArrayList<>();
    private final Queue<Sinks.Empty<Void>> onTheirWay = new ConcurrentLinkedQueue<>();
    private final List<Integer> discarded = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private boolean ended;

    @Test
    void whatComesMeanwhileLeavesTogether() {
        begin();

        give(1, 2, 3);
        assertThat(sent).containsExactly(List.of(1));
        leave();
        assertThat(sent).containsExactly(List.of(1), List.of(2, 3));
        leave();
        give(4);
        assertThat(sent).containsExactly(List.of(1), List.of(2, 3), List.of(4));
    }

    @Test
    void noMoreIsTakenThanThereIsRoomFor() {
        begin();

        give(1, 2, 3, 4, 5, 6, 7);

        assertThat(taken).hasValue(ROOM);
        leave();
        assertThat(taken).hasValue(ROOM + 1);
        leave();
        assertThat(taken).hasValue(7);
        assertThat(sent).containsExactly(List.of(1), List.of(2, 3, 4, 5), List.of(6, 7));
    }

    @Test
    void itEndsWhenTheLastHasLeft() {
        begin();

        give(1, 2);
        source.tryEmitComplete().orThrow();
        leave();
        assertThat(ended).isFalse();
        leave();
        assertThat(ended).isTrue();
    }

    @Test
    void nothingIsSentAfterAFailureAndNothingIsKept() {
        begin();

        give(1, 2, 3);
        onTheirWay.remove().tryEmitError(new IllegalStateException("gone")).orThrow();

        assertThat(failures).singleElement().hasToString("java.lang.IllegalStateException: gone");
        assertThat(sent).hasSize(1);
        assertThat(discarded).containsExactly(2, 3);
    }

    @Test
    void aFailedSourceFailsAndNothingIsKept() {
        begin();

        give(1, 2);
        source.tryEmitError(new IllegalStateException("torn")).orThrow();

        assertThat(failures).singleElement().hasToString("java.lang.IllegalStateException: torn");
        assertThat(discarded).containsExactly(2);
    }

    @Test
    void whoGoesAwayLeavesNothingBehind() {
        Disposable subscription = begin();

        give(1, 2, 3);
        subscription.dispose();

        assertThat(discarded).containsExactly(2, 3);
        assertThat(source.currentSubscriberCount()).isZero();
    }

    /** Sources and senders with threads of their own lose nothing, and keep the order. */
    @Test
    void allLeavesInOrderWhateverTheThreads() {
        int count = 200_000;
        List<Integer> arrived = new ArrayList<>(count);

        Bundler.send(
                        Flux.range(0, count).publishOn(Schedulers.parallel()),
                        16,
                        bundle ->
                                Mono.fromRunnable(() -> arrived.addAll(bundle))
                                        .subscribeOn(Schedulers.boundedElastic())
                                        .then(),
                        _ -> {})
                .block();

        assertThat(arrived).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    /** A sender that is done at once must not nest, however much there is. */
    @Test
    void aSenderThatIsDoneAtOnceDoesNotExhaustTheStack() {
        AtomicInteger count = new AtomicInteger();

        Bundler.send(
                        Flux.range(0, 1_000_000),
                        2,
                        bundle -> {
                            count.addAndGet(bundle.size());
                            return Mono.empty();
                        },
                        _ -> {})
                .block();

        assertThat(count).hasValue(1_000_000);
    }

    /** The second bundle is sent by whoever tells that the first has left. */
    @Test
    void aSenderThatThrowsFailsIt() {
        Sinks.Empty<Void> left = Sinks.empty();
        Queue<Mono<Void>> sendings = new ConcurrentLinkedQueue<>(List.of(left.asMono()));
        Bundler.send(source.asFlux(), ROOM, _ -> sendings.remove(), discarded::add)
                .subscribe(null, failures::add);

        give(1, 2);
        left.tryEmitEmpty().orThrow();

        assertThat(failures).singleElement().isInstanceOf(NoSuchElementException.class);
        assertThat(source.currentSubscriberCount()).isZero();
    }

    private Disposable begin() {
        return Bundler.send(
                        source.asFlux().doOnNext(_ -> taken.incrementAndGet()),
                        ROOM,
                        bundle -> {
                            sent.add(bundle);
                            Sinks.Empty<Void> left = Sinks.empty();
                            onTheirWay.add(left);
                            return left.asMono();
                        },
                        discarded::add)
                .subscribe(null, failures::add, () -> ended = true);
    }

    private void give(int... numbers) {
        for (int number : numbers) {
            source.tryEmitNext(number).orThrow();
        }
    }

    private void leave() {
        onTheirWay.remove().tryEmitEmpty().orThrow();
    }
}
