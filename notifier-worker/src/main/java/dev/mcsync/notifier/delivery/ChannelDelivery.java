package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Webhook;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.IncidentBook;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Serves one channel for as long as the program runs. When asked to stop it lets the step that is
 * under way come to its end, so that no message is left in doubt.
 */
public final class ChannelDelivery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChannelDelivery.class);
    private static final Duration AFTER_A_BUG = Duration.ofSeconds(5);

    private final ChannelSender sender;
    private final Bell bell;
    private final Scheduler scheduler;
    private final Duration stopWithin;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final Sinks.Empty<Void> ended = Sinks.empty();
    private @Nullable Disposable loop;

    /**
     * Makes the delivery of a channel; it serves once it is started.
     *
     * @param stopWithin how long a request may still take once the program is asked to stop
     */
    public static ChannelDelivery of(
            String channel,
            DeliveryLedger ledger,
            IncidentBook incidents,
            Webhook webhook,
            SendingRules rules,
            MeterRegistry registry,
            Duration stopWithin) {
        return of(
                channel,
                ledger,
                incidents,
                webhook,
                rules,
                registry,
                stopWithin,
                InstantSource.system(),
                RandomGenerator.getDefault(),
                Schedulers.parallel());
    }

    /**
     * As above, with the time and the dice of somebody else.
     *
     * @param scheduler runs every step that is not already on a thread of the ledger or webhook
     */
    public static ChannelDelivery of(
            String channel,
            DeliveryLedger ledger,
            IncidentBook incidents,
            Webhook webhook,
            SendingRules rules,
            MeterRegistry registry,
            Duration stopWithin,
            InstantSource clock,
            RandomGenerator random,
            Scheduler scheduler) {
        Backoff backoff = new Backoff(rules.firstRetry(), rules.maxRetry(), random);
        ChannelSender sender =
                new ChannelSender(
                        channel,
                        ledger,
                        new ChannelIncident(incidents, channel),
                        webhook,
                        rules,
                        backoff,
                        new RateGates(
                                new RateGate(clock),
                                new RateGate(clock),
                                new SendWindow(clock, rules.burst(), rules.burstTime())),
                        new DeliveryMetrics(registry, channel),
                        scheduler);
        return new ChannelDelivery(sender, new Bell(), scheduler, stopWithin);
    }

    /**
     * @param stopWithin how long a step may still take after the stop; it is cut off then
     */
    ChannelDelivery(ChannelSender sender, Bell bell, Scheduler scheduler, Duration stopWithin) {
        this.sender = sender;
        this.bell = bell;
        this.scheduler = scheduler;
        this.stopWithin = stopWithin;
    }

    @Override
    public void start() {
        wanted.set(true);
        loop =
                Mono.defer(this::stepAndRest)
                        .onErrorResume(this::goOn)
                        .repeat(wanted::get)
                        .doFinally(_ -> ended.tryEmitEmpty())
                        .subscribeOn(scheduler)
                        .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable callback) {
        wanted.set(false);
        stopping.tryEmitEmpty();
        ended.asMono()
                .timeout(stopWithin, Mono.empty(), scheduler)
                .doFinally(_ -> {
                    if (loop != null) {
                        loop.dispose();
                    }
                    callback.run();
                })
                .subscribe();
    }

    @Override
    public boolean isRunning() {
        return wanted.get();
    }

    /** Something new is waiting. Any thread may call it. */
    public void ring() {
        bell.ring();
    }

    public String channel() {
        return sender.channel();
    }

    public ChannelState state() {
        return sender.shown();
    }

    private Mono<Void> stepAndRest() {
        Mono<Void> rung = bell.listen();
        return sender.step().flatMap(rest -> rest(rest, rung));
    }

    /** What a step expects it answers itself; this is a bug, and must not silence the channel. */
    private Mono<Void> goOn(Throwable failure) {
        log.error(
                "A step of channel {} failed; the next one is in {}",
                channel(),
                AFTER_A_BUG,
                failure);
        return Mono.firstWithSignal(pause(AFTER_A_BUG), stopping.asMono());
    }

    private Mono<Void> rest(Rest rest, Mono<Void> rung) {
        return switch (rest) {
            case Rest.UntilRung(Duration atMost) ->
                    Mono.firstWithSignal(pause(atMost), rung, stopping.asMono());
            case Rest.Pause(Duration duration) ->
                    duration.isPositive()
                            ? Mono.firstWithSignal(pause(duration), stopping.asMono())
                            : Mono.empty();
        };
    }

    private Mono<Void> pause(Duration duration) {
        return Mono.delay(duration, scheduler).then();
    }
}
