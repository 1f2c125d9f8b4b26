package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.ledger.Settlement;
import java.time.Duration;
import java.util.function.Function;

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
        DEAD,
        REFUSED
    }

    /**
     * Decides by the answer alone; only the length of a wait is left to chance.
     *
     * @param lines how many deliveries the message told
     */
    static Verdict of(SenderState now, int lines, Reply reply, Backoff backoff, int maxDead) {
        return switch (reply.answer()) {
            case Answer.Delivered(var messageId) ->
                    new Verdict(
                            now.delivered(),
                            Result.SENT,
                            new Settlement.Sent(messageId),
                            Rest.NONE);
            case Answer.RateLimited() -> rateLimited(now, reply.pause(), backoff);
            case Answer.Unavailable(int status) ->
                    returned(now, Result.UNAVAILABLE, "status " + status, backoff);
            case Answer.NotSent(String fault) -> returned(now, Result.NOT_SENT, fault, backoff);
            case Answer.Lost(String fault) ->
                    failed(now, Result.LOST, fault, backoff, Settlement.InDoubt::new);
            case Answer.Malformed(int status) -> malformed(now, lines, status, maxDead);
            case Answer.Closed(int status) -> refused(now, status);
        };
    }

    /** Nobody's failure, if Discord says for how long; otherwise a wait is assumed. */
    private static Verdict rateLimited(SenderState now, Duration pause, Backoff backoff) {
        return pause.isPositive()
                ? new Verdict(
                        now,
                        Result.RATE_LIMITED,
                        new Settlement.Returned(pause),
                        new Rest.Pause(pause))
                : returned(now, Result.RATE_LIMITED, "status 429", backoff);
    }

    private static Verdict returned(SenderState now, Result result, String fault, Backoff backoff) {
        return failed(now, result, fault, backoff, Settlement.Returned::new);
    }

    private static Verdict failed(
            SenderState now,
            Result result,
            String fault,
            Backoff backoff,
            Function<Duration, Settlement> settlement) {
        Duration pause = backoff.delay(now.failures() + 1);
        return new Verdict(
                now.failed(fault, pause), result, settlement.apply(pause), new Rest.Pause(pause));
    }

    /**
     * The one line at fault is found by sending each by itself. Where one after the other is at
     * fault, it is not the lines: the channel is stopped before all that waits is lost.
     */
    private static Verdict malformed(SenderState now, int lines, int status, int maxDead) {
        if (lines > 1) {
            return new Verdict(
                    now.apart(lines),
                    Result.DEAD,
                    new Settlement.Returned(Duration.ZERO),
                    Rest.NONE);
        }
        return now.deadInARow() + 1 > maxDead
                ? refused(now, status)
                : new Verdict(
                        now.dead(),
                        Result.DEAD,
                        new Settlement.Dead("discord_" + status),
                        Rest.NONE);
    }

    private static Verdict refused(SenderState now, int status) {
        return new Verdict(
                now.refused(status),
                Result.REFUSED,
                new Settlement.Returned(Duration.ZERO),
                new Rest.Stopped());
    }
}
