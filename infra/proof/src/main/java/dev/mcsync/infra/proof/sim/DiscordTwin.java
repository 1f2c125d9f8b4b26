package dev.mcsync.infra.proof.sim;

import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.discord.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** The channel: what was accepted, whatever its sender heard of it. */
final class DiscordTwin {

    private final World world;
    private final List<String> accepted = new ArrayList<>();
    private int answersLost;

    DiscordTwin(World world) {
        this.world = world;
    }

    /** Every message in the channel, in order. */
    List<String> accepted() {
        return accepted;
    }

    /** How many accepted messages were not confirmed. */
    int answersLost() {
        return answersLost;
    }

    Webhook webhook(SchedulerTwin scheduler) {
        return content -> Mono.fromCallable(() -> post(content)).subscribeOn(scheduler);
    }

    private Reply post(String content) {
        return switch (world.fault("discord.post", true)) {
            case FAIL -> refused();
            case LOSE_ANSWER -> lost(content);
            case KILL_AFTER -> {
                accepted.add(content);
                world.killMe();
                throw new Crash();
            }
            case NONE, FREEZE, STALL, KILL -> {
                accepted.add(content);
                yield reply(new Answer.Delivered("m" + accepted.size()), Duration.ZERO);
            }
        };
    }

    private Reply lost(String content) {
        if (world.random().nextBoolean()) {
            accepted.add(content);
            answersLost++;
        }
        return reply(new Answer.Lost("reset"), Duration.ZERO);
    }

    private Reply refused() {
        return switch (world.random().nextInt(4)) {
            case 0 -> reply(new Answer.RateLimited(), Duration.ofSeconds(2));
            case 1 -> reply(new Answer.Unavailable(new Refusal(503, 0, null)), Duration.ZERO);
            case 2 ->
                    reply(
                            new Answer.Closed(new Refusal(404, 10_015, "Unknown Webhook")),
                            Duration.ZERO);
            default -> reply(new Answer.NotSent("no connection"), Duration.ZERO);
        };
    }

    private static Reply reply(Answer answer, Duration pause) {
        return new Reply(answer, pause, false);
    }
}
