package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.delivery.ChannelState.Refused;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.discord.Webhook;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.ClaimedMessage;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.Settled;
import dev.mcsync.notifier.ledger.Settlement;
import dev.mcsync.service.trace.LogTrace;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Serves one channel, a step at a time: take the next message, post it, note what became of it. The
 * order of these three is what makes a message told at least once, and twice only where Discord's
 * answer was lost.
 *
 * <p>Steps must not overlap; each may run on another thread.
 */
final class ChannelSender {

    private static final Logger log = LoggerFactory.getLogger(ChannelSender.class);

    private final String channel;
    private final DeliveryLedger ledger;
    private final ChannelIncident incident;
    private final Webhook webhook;
    private final SendingRules rules;
    private final Backoff backoff;
    private final RateGates gates;
    private final DeliveryMetrics metrics;
    private final Scheduler scheduler;
    private volatile SenderState state = SenderState.FRESH;

    /**
     * @param scheduler for the waits before what could not be noted is noted again
     */
    ChannelSender(
            String channel,
            DeliveryLedger ledger,
            ChannelIncident incident,
            Webhook webhook,
            SendingRules rules,
            Backoff backoff,
            RateGates gates,
            DeliveryMetrics metrics,
            Scheduler scheduler) {
        this.channel = channel;
        this.ledger = ledger;
        this.incident = incident;
        this.webhook = webhook;
        this.rules = rules;
        this.backoff = backoff;
        this.gates = gates;
        this.metrics = metrics;
        this.scheduler = scheduler;
    }

    /** Takes one step, and says how long to rest after it. Never fails. */
    Mono<Rest> step() {
        Duration closed = gates.untilOpen();
        if (closed.isPositive()) {
            return Mono.just(new Rest.Pause(closed));
        }
        return ledger.claim(channel, claimRule())
                .flatMap(this::serve)
                .onErrorResume(failure -> Mono.just(outOfReach(failure)));
    }

    String channel() {
        return channel;
    }

    ChannelState shown() {
        return state.shown();
    }

    private ClaimRule claimRule() {
        return state.isOnTrial() ? rules.claim().asTrial() : rules.claim();
    }

    private Mono<Rest> serve(Claim claim) {
        return switch (claim) {
            case Claim.Nothing _ -> Mono.just(new Rest.UntilRung(rules.askEvery()));
            case Claim.Held(Duration atMost) ->
                    Mono.just(new Rest.Pause(shorter(atMost, rules.askEvery())));
            case Claim.Taken(ClaimedMessage message) -> send(message);
        };
    }

    private Mono<Rest> send(ClaimedMessage message) {
        if (message.inDoubt()) {
            metrics.resentInDoubt();
            try (var _ = traceOf(message)) {
                log.warn(
                        "Sending {} deliveries to channel {} again: they may be there already, since"
                                + " no answer to their request was seen",
                        message.lines(),
                        channel);
            }
        }
        gates.pass();
        return webhook.post(message.content(), message.places())
                .flatMap(reply -> follow(message, reply));
    }

    private Mono<Rest> follow(ClaimedMessage message, Reply reply) {
        gates.close(reply);
        Verdict verdict = Verdict.of(state, message, reply, backoff, rules);
        metrics.requested(verdict.result(), message.lines());
        return settle(message, verdict.settlement())
                .flatMap(settled -> conclude(message, inView(verdict, settled)));
    }

    /** Only the ledger knows how many have died in a row. */
    private static Verdict inView(Verdict verdict, Settled settled) {
        return settled == Settled.GIVEN_BACK
                        && verdict.settlement()
                                instanceof Settlement.Dead(Refusal refusal, int _, Duration delay)
                ? verdict.givenBack(refusal, delay)
                : verdict;
    }

    private Mono<Rest> conclude(ClaimedMessage message, Verdict verdict) {
        boolean wasOnTrial = state.isOnTrial();
        state = verdict.next();
        try (var _ = traceOf(message)) {
            tell(verdict, message, wasOnTrial);
        }
        return keepIncident(verdict, wasOnTrial).thenReturn(verdict.rest());
    }

    /**
     * What is known must be noted before anything else is sent, however long the ledger is away.
     */
    private Mono<Settled> settle(ClaimedMessage message, Settlement settlement) {
        return persistently(ledger.settle(message, settlement))
                .doOnNext(settled -> {
                    if (settled == Settled.OVERTAKEN) {
                        try (var _ = traceOf(message)) {
                            log.warn(
                                    "A message of channel {} was taken over before it was settled",
                                    channel);
                        }
                    }
                });
    }

    /** A trial that found a message wrong by itself shows, too, that the channel was mended. */
    private Mono<Void> keepIncident(Verdict verdict, boolean wasOnTrial) {
        return switch (verdict.result()) {
            case REFUSED ->
                    verdict.next().shown() instanceof Refused refused
                            ? persistently(incident.open(refused))
                            : Mono.empty();
            case SENT -> persistently(incident.resolve());
            case DEAD -> wasOnTrial ? persistently(incident.resolve()) : Mono.empty();
            case RATE_LIMITED, UNAVAILABLE, NOT_SENT, LOST, SUSPECTED -> Mono.empty();
        };
    }

    private static LogTrace traceOf(ClaimedMessage message) {
        return LogTrace.of(message.places().stream().findFirst());
    }

    private <T> Mono<T> persistently(Mono<T> note) {
        return note.retryWhen(Retry.from(signals -> signals.concatMap(this::pauseBeforeRetry)));
    }

    private Mono<Long> pauseBeforeRetry(Retry.RetrySignal signal) {
        warnOutOfReach(signal.failure());
        int failures = (int) Math.min(signal.totalRetries() + 1, Integer.MAX_VALUE);
        return Mono.delay(backoff.delay(failures), scheduler);
    }

    private Rest outOfReach(Throwable failure) {
        warnOutOfReach(failure);
        Duration pause = backoff.delay(state.failures() + 1);
        state = state.failed("ledger", pause);
        return new Rest.Pause(pause);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private void warnOutOfReach(Throwable failure) {
        log.warn("The ledger of channel {} is out of reach: {}", channel, failure.toString());
    }

    private void tell(Verdict verdict, ClaimedMessage message, boolean wasOnTrial) {
        switch (verdict.result()) {
            case SENT -> log.debug("Told channel {} of {} deliveries", channel, message.lines());
            case RATE_LIMITED ->
                    log.info("Channel {} rests, as Discord wishes: {}", channel, verdict.rest());
            case UNAVAILABLE, NOT_SENT, LOST, SUSPECTED ->
                    log.warn("Channel {} is not served: {}", channel, verdict.next().shown());
            case DEAD ->
                    log.error(
                            "Discord does not take a message of {} deliveries for channel {}: {}",
                            message.lines(),
                            channel,
                            verdict.settlement());
            case REFUSED -> {
                if (!wasOnTrial) {
                    log.error(
                            "Channel {} stops, what is due keeps waiting: {}. It goes on once the"
                                    + " webhook works again, or with another one after a restart",
                            channel,
                            verdict.next().shown());
                } else {
                    log.info("Channel {} still refuses: {}", channel, verdict.next().shown());
                }
            }
        }
    }
}
