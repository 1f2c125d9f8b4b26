package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.ledger.ClaimedMessage;
import dev.mcsync.notifier.ledger.Settlement;
import java.time.Duration;

/**
 * What follows from the reply to one message. Pure; {@link ChannelSender} carries it out.
 *
 * @param settlement to be noted before anything else is sent
 * @param rest before the next step
 */
record Verdict(SenderState next, Result result, Settlement settlement, Rest rest) {

    /** What became of one request, for the metrics. */
    enum Result {
        SENT,
        RATE_LIMITED,
        UNAVAILABLE,
        NOT_SENT,
        LOST,
        /** Refused, and tried again before it is given up. */
        SUSPECTED,
        DEAD,
        REFUSED
    }

    /** Decides by the answer alone; only the length of a wait is left to chance. */
    static Verdict of(
            SenderState now,
            ClaimedMessage message,
            Reply reply,
            Backoff backoff,
            SendingRules rules) {
        return switch (reply.answer()) {
            case Answer.Delivered(var messageId) ->
                    new Verdict(
                            now.working(), Result.SENT, new Settlement.Sent(messageId), Rest.NONE);
            case Answer.RateLimited() -> rateLimited(now, reply.pause(), backoff);
            case Answer.Unavailable(Refusal refusal) -> unavailable(now, refusal, reply, backoff);
            case Answer.NotSent(String fault) ->
                    returned(now, Result.NOT_SENT, fault, backoff.delay(now.failures() + 1));
            case Answer.Lost(String fault) -> lost(now, fault, backoff);
            case Answer.Malformed(Refusal refusal) ->
                    now.refusesEveryMessage()
                            ? refusedAsEveryOther(now, refusal, backoff)
                            : atFault(now, message, refusal, backoff, rules);
            case Answer.Unclear(Refusal refusal) ->
                    now.refusesEveryMessage()
                            ? refusedAsEveryOther(now, refusal, backoff)
                            : unclear(now, message, refusal, backoff, rules);
            case Answer.Closed(Refusal refusal) -> closed(now, refusal, reply, backoff);
        };
    }

    /** What follows when a dead one was one too many, and all of them were given back. */
    Verdict givenBack(Refusal refusal, Duration pause) {
        return new Verdict(
                next.refused(refusal, true, pause),
                Result.REFUSED,
                settlement,
                new Rest.Pause(pause));
    }

    /** Nobody's failure, if Discord says for how long; otherwise a wait is assumed. */
    private static Verdict rateLimited(SenderState now, Duration pause, Backoff backoff) {
        return pause.isPositive()
                ? new Verdict(
                        now,
                        Result.RATE_LIMITED,
                        new Settlement.Returned(pause),
                        new Rest.Pause(pause))
                : returned(
                        now,
                        Result.RATE_LIMITED,
                        "status 429",
                        backoff.calmDelay(now.failures() + 1));
    }

    /** A 403 counts against the sender at Discord, so these are never many. */
    private static Verdict unavailable(
            SenderState now, Refusal refusal, Reply reply, Backoff backoff) {
        Duration wait =
                refusal.status() < 500
                        ? backoff.calmDelay(now.failures() + 1)
                        : backoff.delay(now.failures() + 1);
        return returned(now, Result.UNAVAILABLE, refusal.toString(), longer(wait, reply.pause()));
    }

    private static Verdict returned(SenderState now, Result result, String fault, Duration pause) {
        return new Verdict(
                now.failed(fault, pause),
                result,
                new Settlement.Returned(pause),
                new Rest.Pause(pause));
    }

    private static Verdict lost(SenderState now, String fault, Backoff backoff) {
        Duration pause = backoff.delay(now.failures() + 1);
        return new Verdict(
                now.failed(fault, pause),
                Result.LOST,
                new Settlement.InDoubt(pause),
                new Rest.Pause(pause));
    }

    /** The one line at fault is found by sending each by itself. */
    private static Verdict atFault(
            SenderState now,
            ClaimedMessage message,
            Refusal refusal,
            Backoff backoff,
            SendingRules rules) {
        Settlement settlement =
                message.lines() > 1
                        ? new Settlement.Suspected(refusal, Duration.ZERO)
                        : new Settlement.Dead(
                                refusal,
                                rules.maxDeadInARow(),
                                backoff.calmDelay(now.failures() + 1));
        return new Verdict(
                now.working(),
                message.lines() > 1 ? Result.SUSPECTED : Result.DEAD,
                settlement,
                Rest.NONE);
    }

    /** Tried so often that what passes has passed, and then taken for the message's own fault. */
    private static Verdict unclear(
            SenderState now,
            ClaimedMessage message,
            Refusal refusal,
            Backoff backoff,
            SendingRules rules) {
        if (message.lines() > 1 || message.refusals() + 1 >= rules.maxRefusals()) {
            return atFault(now, message, refusal, backoff, rules);
        }
        Duration pause = backoff.calmDelay(now.failures() + 1);
        return new Verdict(
                now.failed(refusal.toString(), pause),
                Result.SUSPECTED,
                new Settlement.Suspected(refusal, pause),
                new Rest.Pause(pause));
    }

    /** It says nothing of the message; the next try is made with one of another task. */
    private static Verdict refusedAsEveryOther(SenderState now, Refusal refusal, Backoff backoff) {
        Duration pause = backoff.calmDelay(now.failures() + 1);
        return new Verdict(
                now.refused(refusal, true, pause),
                Result.REFUSED,
                new Settlement.Suspected(refusal, pause),
                new Rest.Pause(pause));
    }

    private static Verdict closed(SenderState now, Refusal refusal, Reply reply, Backoff backoff) {
        Duration pause = longer(backoff.calmDelay(now.failures() + 1), reply.pause());
        return new Verdict(
                now.refused(refusal, now.refusesEveryMessage(), pause),
                Result.REFUSED,
                new Settlement.Returned(pause),
                new Rest.Pause(pause));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
