package dev.mcsync.infra.operator.check;

import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Shows the nine criteria on a running system. What takes time is begun first, so that its clocks
 * run while the rest is shown.
 */
public final class AcceptanceCheck {
    private final SystemUnderCheck system;
    private final TimeLimit limit;

    /**
     * @param discordAddress of the simulator, where the system has one
     * @param maxWait how long to wait for a deadline of the system
     */
    public AcceptanceCheck(McApi api, @Nullable String discordAddress, Duration maxWait) {
        this.system =
                new SystemUnderCheck(
                        api,
                        Optional.ofNullable(discordAddress).map(DiscordChannel::new),
                        new Traces(api));
        this.limit = new TimeLimit(maxWait);
    }

    /** Hears each verdict as soon as it is known. */
    public interface Listener {
        void decided(int number, String statement, Verdict verdict, Duration took);
    }

    /** True when nothing failed. */
    public boolean run(Listener listener) {
        var walk = new Walk(system);
        var silence = new Begun<>(() -> Silence.begin(system, limit));
        var forgetting = new Begun<>(() -> Forgetting.begin(system, limit));
        List<Criterion> criteria =
                List.of(
                        new Criterion(1, "a created task is queued, in todo", walk::create),
                        new Criterion(2, "ack: received, still in todo", walk::acknowledge),
                        new Criterion(3, "running: in doing", walk::run),
                        new Criterion(
                                4, "progress moves the card on the WebSocket", walk::progress),
                        new Criterion(5, "done: in done, and Discord is told", walk::end),
                        new Criterion(
                                6,
                                "an agent that falls silent is offline, and Discord is told",
                                () -> silence.orFail().show()),
                        new Criterion(
                                7,
                                "a task without reports times out",
                                () -> forgetting.orFail().show()),
                        new Criterion(
                                8, "the same event_id again changes nothing", walk::repeatEvent),
                        new Criterion(
                                9,
                                "the same command_id again starts nothing twice",
                                walk::repeatCommand));
        boolean allWell = true;
        for (Criterion criterion : criteria) {
            allWell &= !(decide(criterion, listener) instanceof Verdict.Failed);
        }
        return allWell;
    }

    /** Takes off the board what the check has put there; to be called also when it failed. */
    public Tidied tidyUp() {
        return system.traces().remove();
    }

    private static Verdict decide(Criterion criterion, Listener listener) {
        long start = System.nanoTime();
        Verdict verdict = verdict(criterion.show());
        listener.decided(
                criterion.number(),
                criterion.statement(),
                verdict,
                Duration.ofNanos(System.nanoTime() - start));
        return verdict;
    }

    private static Verdict verdict(Supplier<Verdict> show) {
        try {
            return show.get();
        } catch (ExpectationFailedException
                | ApiUnreachableException
                | IllegalStateException
                | JacksonException e) {
            return new Verdict.Failed(String.valueOf(e.getMessage()));
        }
    }
}
