package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.delivery.DeliveryMetrics.Result;
import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.discord.Webhook;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.ClaimedMessage;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.ledger.IncidentBook;
import dev.mcsync.notifier.ledger.IncidentBook.Incident;
import dev.mcsync.notifier.ledger.Settlement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
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
    private final IncidentBook incidents;
    private final Webhook webhook;
    private final SendingRules rules;
    private final Backoff backoff;
    private final RateGate gate;
    private final RateGate globalGate;
    private final DeliveryMetrics metrics;

    private volatile ChannelState state = new ChannelState.Working();
    private int failures;

    /** So many messages are sent one by one, after a coalesced one was malformed. */
    private int oneByOne;

    /** Of an earlier start, or of this one. */
    private boolean incidentMayBeOpen = true;

    ChannelSender(
            String channel,
            DeliveryLedger ledger,
            IncidentBook incidents,
            Webhook webhook,
            SendingRules rules,
            Backoff backoff,
            RateGate gate,
            RateGate globalGate,
            DeliveryMetrics metrics) {
        this.channel = channel;
        this.ledger = ledger;
        this.incidents = incidents;
        this.webhook = webhook;
        this.rules = rules;
        this.backoff = backoff;
        this.gate = gate;
        this.globalGate = globalGate;
        this.metrics = metrics;
    }

    /** Never fails. */
    Mono<Rest> step() {
        if (state instanceof ChannelState.Refused) {
            return Mono.just(new Rest.Stopped());
        }
        Duration closed = longer(gate.untilOpen(), globalGate.untilOpen());
        if (closed.isPositive()) {
            return Mono.just(new Rest.Pause(closed));
        }
        return ledger.claim(channel, claimRule())
                .flatMap(this::serve)
                .onErrorResume(failure -> Mono.just(ledgerFailed(failure)));
    }

    ChannelState state() {
        return state;
    }

    String channel() {
        return channel;
    }

    private ClaimRule claimRule() {
        return oneByOne > 0 ? rules.claim().oneByOne() : rules.claim();
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
            log.warn(
                    "Sending a message of {} deliveries to channel {} again: it may be there"
                            + " already, its first answer was lost",
                    message.lines(),
                    channel);
        }
        return webhook.post(message.content()).flatMap(reply -> answered(message, reply));
    }

    private Mono<Rest> answered(ClaimedMessage message, Reply reply) {
        (reply.global() ? globalGate : gate).closeFor(reply.pause());
        return switch (reply.answer()) {
            case Answer.Delivered(String messageId) -> delivered(message, messageId);
            case Answer.RateLimited() -> rateLimited(message, reply.pause());
            case Answer.Unavailable(int status) ->
                    notTaken(message, Result.UNAVAILABLE, "status " + status, Duration.ZERO);
            case Answer.NotSent(String fault) ->
                    notTaken(message, Result.NOT_SENT, fault, Duration.ZERO);
            case Answer.Lost(String fault) -> lost(message, fault);
            case Answer.Malformed(int status) -> malformed(message, status);
            case Answer.Closed(int status) -> refused(message, status);
        };
    }

    private Mono<Rest> delivered(ClaimedMessage message, @Nullable String messageId) {
        failures = 0;
        oneByOne = Math.max(0, oneByOne - 1);
        state = new ChannelState.Working();
        metrics.requested(Result.SENT);
        metrics.sentTogether(message.lines());
        return settle(message, new Settlement.Sent(messageId))
                .then(Mono.defer(this::resolveIncident))
                .thenReturn(Rest.NONE);
    }

    /** Not a failure of anybody's; only where Discord did not say for how long, one is assumed. */
    private Mono<Rest> rateLimited(ClaimedMessage message, Duration pause) {
        if (!pause.isPositive()) {
            return notTaken(message, Result.RATE_LIMITED, "status 429", Duration.ZERO);
        }
        metrics.requested(Result.RATE_LIMITED);
        log.info("Channel {} rests for {}, as Discord wishes", channel, pause);
        return settle(message, new Settlement.Returned(pause)).thenReturn(new Rest.Pause(pause));
    }

    private Mono<Rest> notTaken(
            ClaimedMessage message, Result result, String fault, Duration atLeast) {
        metrics.requested(result);
        Duration pause = longer(failedOnceMore(fault), atLeast);
        return settle(message, new Settlement.Returned(pause)).thenReturn(new Rest.Pause(pause));
    }

    private Mono<Rest> lost(ClaimedMessage message, String fault) {
        metrics.requested(Result.LOST);
        Duration pause = failedOnceMore(fault);
        return settle(message, new Settlement.InDoubt(pause)).thenReturn(new Rest.Pause(pause));
    }

    private Mono<Rest> malformed(ClaimedMessage message, int status) {
        metrics.requested(Result.DEAD);
        if (message.lines() > 1) {
            oneByOne = message.lines();
            log.warn(
                    "Discord refused a message of {} deliveries with {}; they go one by one",
                    message.lines(),
                    status);
            return settle(message, new Settlement.Returned(Duration.ZERO)).thenReturn(Rest.NONE);
        }
        oneByOne = Math.max(0, oneByOne - 1);
        failures = 0;
        log.error("Discord will never take a message for channel {}: status {}", channel, status);
        return settle(message, new Settlement.Dead("discord_" + status)).thenReturn(Rest.NONE);
    }

    private Mono<Rest> refused(ClaimedMessage message, int status) {
        metrics.requested(Result.REFUSED);
        state = new ChannelState.Refused(status);
        incidentMayBeOpen = true;
        log.error(
                "Channel {} stops: Discord answered {}. What is due keeps waiting; set another"
                        + " webhook and start again",
                channel,
                status);
        return settle(message, new Settlement.Returned(Duration.ZERO))
                .then(persistently(incidents.open(incident(status))))
                .thenReturn(new Rest.Stopped());
    }

    private Incident incident(int status) {
        return new Incident(
                cause(),
                "discord_channel_refused",
                "Discord refuses messages for channel " + channel,
                "{\"channel\":\"%s\",\"status\":%d}".formatted(channel, status));
    }

    private Mono<Void> resolveIncident() {
        if (!incidentMayBeOpen) {
            return Mono.empty();
        }
        return persistently(incidents.resolve(cause(), "notifier-worker"))
                .doOnSuccess(_ -> incidentMayBeOpen = false);
    }

    private String cause() {
        return "discord:" + channel;
    }

    /** What is known must be noted before anything else is sent, however long the store is away. */
    private Mono<Void> settle(ClaimedMessage message, Settlement settlement) {
        return persistently(ledger.settle(message, settlement))
                .doOnNext(mine -> {
                    if (!mine) {
                        log.warn(
                                "A message of channel {} was taken over before it was settled",
                                channel);
                    }
                })
                .then();
    }

    private <T> Mono<T> persistently(Mono<T> note) {
        return note.retryWhen(
                Retry.backoff(Long.MAX_VALUE, rules.firstRetry())
                        .maxBackoff(rules.maxRetry())
                        .doBeforeRetry(signal ->
                                log.warn(
                                        "The ledger of channel {} is out of reach, attempt {}: {}",
                                        channel,
                                        signal.totalRetries() + 1,
                                        signal.failure().toString())));
    }

    private Rest ledgerFailed(Throwable failure) {
        Duration pause = failedOnceMore(failure.getClass().getSimpleName());
        log.warn("The ledger of channel {} is out of reach: {}", channel, failure.toString());
        return new Rest.Pause(pause);
    }

    private Duration failedOnceMore(String fault) {
        failures++;
        Duration pause = backoff.delay(failures);
        state = new ChannelState.Retrying(fault, failures, pause);
        log.warn(
                "Channel {} failed {} times in a row, last by {}; next try in {}",
                channel,
                failures,
                fault,
                pause);
        return pause;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
