package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of an agent's process are alive after a heartbeat. Two of them may be at once, as
 * during a rollout; each is alive until it has been silent for the limit, or has said goodbye.
 */
final class Runs {

    private Runs() {}

    /** A heartbeat of an earlier run comes late; it does not take the agent back into that run. */
    static @Nullable AgentBoot after(
            @Nullable AgentSnapshot now, Heartbeat heartbeat, Instant at, Duration limit) {
        AgentBoot current = now == null ? null : now.boot();
        BootId told = heartbeat.bootId();
        if (told == null) {
            return current;
        }
        List<AgentRun> alive = alive(current, heartbeat, told, at, limit);
        if (current == null) {
            return new AgentBoot(told, at, heartbeat.running(), List.of(), alive, List.of());
        }
        if (told.equals(current.bootId()) || current.prior().contains(told)) {
            return current.withRuns(alive);
        }
        List<BootId> prior =
                Stream.concat(Stream.of(current.bootId()), current.prior().stream())
                        .limit(AgentBoot.MAX_PRIOR)
                        .toList();
        return new AgentBoot(told, at, heartbeat.running(), prior, alive, current.ended());
    }

    /** Whether it has said goodbye, so that what comes of it now was on its way then. */
    static boolean isOver(@Nullable AgentSnapshot now, Heartbeat heartbeat) {
        BootId told = heartbeat.bootId();
        return now != null && told != null && now.ended().contains(told);
    }

    /** Those that go on without the one that says goodbye; none when it names no run. */
    static List<AgentRun> others(@Nullable AgentBoot current, Heartbeat goodbye, Instant at) {
        BootId leaving = goodbye.bootId();
        return leaving == null ? List.of() : others(current, leaving, at).toList();
    }

    /** A run that was never heard of ends, too: its goodbye may have overtaken all it said. */
    static @Nullable AgentBoot afterGoodbye(
            @Nullable AgentBoot current, Heartbeat goodbye, List<AgentRun> alive) {
        if (current == null) {
            return null;
        }
        BootId leaving = goodbye.bootId();
        AgentBoot left = current.withRuns(alive);
        return leaving == null ? left : left.withEnded(newest(List.of(leaving), current.ended()));
    }

    /** Of those that have said goodbye. */
    static List<BootId> newest(List<BootId> newer, List<BootId> older) {
        return Stream.concat(newer.stream(), older.stream())
                .distinct()
                .limit(AgentBoot.MAX_ENDED)
                .toList();
    }

    private static List<AgentRun> alive(
            @Nullable AgentBoot current,
            Heartbeat heartbeat,
            BootId told,
            Instant at,
            Duration limit) {
        return Stream.concat(
                        Stream.of(new AgentRun(told, at.plus(limit), heartbeat.running())),
                        others(current, told, at))
                .limit(AgentBoot.MAX_RUNS)
                .toList();
    }

    private static Stream<AgentRun> others(@Nullable AgentBoot current, BootId but, Instant at) {
        return current == null
                ? Stream.empty()
                : current.runs().stream()
                        .filter(run -> !run.bootId().equals(but) && run.aliveUntil().isAfter(at));
    }
}
