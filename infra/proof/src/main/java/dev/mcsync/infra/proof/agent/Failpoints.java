package dev.mcsync.infra.proof.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Counts who comes by the failpoints of this JVM, and acts on the hit that was ordered. Called by
 * woven code, on the product's threads; static because that code has nothing to hold on to.
 */
public final class Failpoints {

    /** A COMMIT is answered after about as long; some faults come before it is, some after. */
    private static final int SOON_NANOS = 1_000_000;

    private static volatile @Nullable Failpoints armed;

    private final List<FailpointSpec> specs;
    private final @Nullable Path countsOnceExists;
    private final Witness witness;
    private final Map<String, AtomicInteger> hits = new ConcurrentHashMap<>();
    private volatile boolean counts;

    private Failpoints(
            List<FailpointSpec> specs, @Nullable Path countsOnceExists, Witness witness) {
        this.specs = specs;
        this.countsOnceExists = countsOnceExists;
        this.witness = witness;
        this.counts = countsOnceExists == null;
    }

    static void arm(List<FailpointSpec> specs, @Nullable Path countsOnceExists, Witness witness) {
        if (specs.stream().anyMatch(spec -> spec.action() == FailpointAction.PAUSE)) {
            StopSignal.prepare();
        }
        armed = new Failpoints(specs, countsOnceExists, witness);
    }

    /** Somebody comes by the point; may not return. */
    public static void hit(String point) {
        Failpoints all = armed;
        if (all != null) {
            all.due(point)
                    .ifPresent(spec -> {
                        all.witness.acts(spec);
                        act(spec);
                    });
        }
    }

    /** The same work, with a hit when it is done. */
    public static <T> Mono<T> hitAfter(Mono<T> work, String point) {
        return work.doOnSuccess(_ -> hit(point));
    }

    /**
     * The same work, with a hit within a millisecond after it is done, while the caller goes on.
     */
    public static <T> Mono<T> hitSoonAfter(Mono<T> work, String point) {
        return work.doOnSuccess(_ -> hitSoon(point));
    }

    /** The witness is there before the caller goes on: to write it takes longer than the delay. */
    private static void hitSoon(String point) {
        Failpoints all = armed;
        if (all != null) {
            all.due(point)
                    .ifPresent(spec -> {
                        all.witness.acts(spec);
                        long at =
                                System.nanoTime() + ThreadLocalRandom.current().nextInt(SOON_NANOS);
                        Thread.ofPlatform().daemon().start(() -> actAt(at, spec));
                    });
        }
    }

    private static void actAt(long nanoTime, FailpointSpec spec) {
        while (System.nanoTime() - nanoTime < 0) {
            Thread.onSpinWait();
        }
        act(spec);
    }

    private static void act(FailpointSpec spec) {
        switch (spec.action()) {
            case HALT -> Runtime.getRuntime().halt(137);
            case PAUSE -> StopSignal.sendToSelf();
            case THROW -> throw new InjectedFaultException(spec);
        }
    }

    private Optional<FailpointSpec> due(String point) {
        if (!counts()) {
            return Optional.empty();
        }
        int hit = hits.computeIfAbsent(point, _ -> new AtomicInteger()).incrementAndGet();
        return specs.stream()
                .filter(spec -> spec.point().id().equals(point) && spec.nth() == hit)
                .findAny();
    }

    private boolean counts() {
        if (!counts && countsOnceExists != null && Files.exists(countsOnceExists)) {
            counts = true;
        }
        return counts;
    }
}
