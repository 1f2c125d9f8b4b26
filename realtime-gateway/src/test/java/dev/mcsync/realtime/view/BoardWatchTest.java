package dev.mcsync.realtime.view;

import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.HandClock;
import dev.mcsync.realtime.view.BoardWatch.Cause;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class BoardWatchTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final BoardTwin twin = new BoardTwin(new HandClock());
    private final BoardWatch watch = twin.board.watch();

    @Test
    void whatIsThereAlreadyIsNotWaitedFor() {
        twin.put(task("tsk_a", 2));

        assertThat(versionTwo(LONG).block()).isNotNull();
        assertThat(watch.waiting()).isZero();
    }

    @Test
    void aChangeEndsTheWait() {
        CompletableFuture<@Nullable TaskSnapshot> found = versionTwo(LONG).toFuture();
        twin.put(task("tsk_b", 2));
        twin.put(task("tsk_a", 1));
        assertThat(watch.waiting()).isEqualTo(1);

        twin.put(task("tsk_a", 2));

        assertThat(found.join()).isNotNull();
        assertThat(watch.waiting()).isZero();
    }

    @Test
    void theTimeEndsTheWait() {
        assertThat(versionTwo(Duration.ofMillis(20)).blockOptional()).isEmpty();
        Await.until("nobody waits", () -> watch.waiting() == 0);
    }

    @Test
    void aCallerWhoLeavesIsForgotten() {
        Disposable call = versionTwo(LONG).subscribe();
        assertThat(watch.waiting()).isEqualTo(1);

        call.dispose();

        assertThat(watch.waiting()).isZero();
    }

    @Test
    void theEndOfTheServiceEndsAllWaits() {
        CompletableFuture<@Nullable TaskSnapshot> found = versionTwo(LONG).toFuture();

        watch.end();

        assertThat(found.join()).isNull();
        assertThat(versionTwo(LONG).blockOptional()).isEmpty();
        assertThat(watch.isOpen()).isFalse();
    }

    private Mono<TaskSnapshot> versionTwo(Duration atMost) {
        return watch.await(
                new Cause.Task("tsk_a"),
                () -> twin.board.findTask("tsk_a").filter(task -> task.version() >= 2),
                atMost);
    }
}
