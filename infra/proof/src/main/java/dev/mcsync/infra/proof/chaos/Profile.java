package dev.mcsync.infra.proof.chaos;

import dev.mcsync.infra.proof.agent.Failpoint;
import dev.mcsync.infra.proof.agent.PlantedBug;
import dev.mcsync.infra.proof.agent.Situation;
import dev.mcsync.infra.proof.chaos.nemesis.FaultKind;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The size of a run.
 *
 * @param events reports of agents, repeats included
 * @param secondProcessor whether another instance stands by to take over
 * @param freeze how long a frozen process stands still
 * @param contested whether many tasks at once claim the same event ids
 * @param isSecured whether broker and database ask who comes, under TLS
 */
public record Profile(
        String name,
        int events,
        int eventsPerSecond,
        boolean secondProcessor,
        Duration freeze,
        boolean contested,
        Map<FaultKind, Integer> faults,
        boolean isSecured) {

    private static final Set<Member> PROXIED = EnumSet.of(Member.PROCESSOR, Member.NOTIFIER);
    private static final Duration LONGER_THAN_A_SESSION = Duration.ofSeconds(15);

    /** Part of the tests. */
    public static Profile small() {
        Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
        faults.put(FaultKind.KILL_PROCESSOR, 2);
        faults.put(FaultKind.CRASH_IN_BACKLOG, 2);
        faults.put(FaultKind.KILL_GATEWAY, 1);
        faults.put(FaultKind.KILL_NOTIFIER, 2);
        faults.put(FaultKind.KILL_REALTIME, 1);
        faults.put(FaultKind.KILL_BROKER, 1);
        faults.put(FaultKind.KILL_DATABASE, 1);
        faults.put(FaultKind.FREEZE_PROCESSOR, 1);
        faults.put(FaultKind.RESET_DATABASE, 1);
        faults.put(FaultKind.DISCORD_LOST_ANSWER, 1);
        return new Profile("small", 2_000, 80, false, Duration.ofSeconds(3), false, faults, false);
    }

    public static Profile quick() {
        return sized("quick", 10_000, 1);
    }

    /** The same where broker and database ask who comes. */
    public Profile secured() {
        return new Profile(
                name, events, eventsPerSecond, secondProcessor, freeze, contested, faults, true);
    }

    /** For a night. */
    public static Profile thorough() {
        return sized("long", 200_000, 10);
    }

    /**
     * The processor frozen between its two commits while another takes over.
     *
     * @param times how often
     */
    public static Profile zombies(int times) {
        return new Profile(
                "zombies",
                400 * times,
                30,
                true,
                LONGER_THAN_A_SESSION,
                false,
                Map.of(FaultKind.ZOMBIE, times),
                false);
    }

    /**
     * A crash at every failpoint.
     *
     * @param times how often at each
     */
    public static Profile failpoints(int times) {
        int crashes = times * Failpoint.values().length;
        return new Profile(
                "failpoints",
                150 * crashes,
                40,
                false,
                LONGER_THAN_A_SESSION,
                false,
                Map.of(FaultKind.CRASH_AT_FAILPOINT, crashes),
                false);
    }

    /** Many tasks at once claim the same event ids, and nothing else happens. */
    public static Profile ofContest() {
        return new Profile("contest", 700, 80, true, LONGER_THAN_A_SESSION, true, Map.of(), false);
    }

    /** What a bug needs to do harm, and no more. */
    public static Profile forBug(PlantedBug bug) {
        Map<FaultKind, Integer> faults =
                switch (bug.needs()) {
                    case PLAIN, CONFLICTS -> Map.of();
                    case KILL_PROCESSOR ->
                            Map.of(FaultKind.KILL_PROCESSOR, 2, FaultKind.CRASH_IN_BACKLOG, 6);
                    case PROCESSOR_AWAY -> Map.of(FaultKind.PROCESSOR_AWAY, 1);
                    case ZOMBIE -> Map.of(FaultKind.ZOMBIE, 3);
                    case DATABASE_RESTART ->
                            Map.of(FaultKind.KILL_DATABASE, 2, FaultKind.RESET_DATABASE, 2);
                    case DISCORD_FAULTS -> Map.of(FaultKind.DISCORD_SERVER_ERROR, 3);
                };
        return new Profile(
                bug.id(),
                700,
                80,
                bug.needs() == Situation.ZOMBIE || bug.needs() == Situation.CONFLICTS,
                LONGER_THAN_A_SESSION,
                bug.needs() == Situation.CONFLICTS,
                faults,
                false);
    }

    /** Broker and database for these members, which reach the database by ways that can be cut. */
    Fleet fleet(Path directory, Set<Member> members, Map<String, String> settings) {
        return isSecured
                ? Fleet.prepareSecured(directory, members, PROXIED, settings)
                : Fleet.prepare(directory, members, PROXIED, settings);
    }

    private static Profile sized(String name, int events, int times) {
        Map<FaultKind, Integer> faults = new EnumMap<>(FaultKind.class);
        faults.put(FaultKind.KILL_PROCESSOR, 16 * times);
        faults.put(FaultKind.CRASH_IN_BACKLOG, 6 * times);
        faults.put(FaultKind.KILL_GATEWAY, 8 * times);
        faults.put(FaultKind.KILL_NOTIFIER, 8 * times);
        faults.put(FaultKind.KILL_REALTIME, 6 * times);
        faults.put(FaultKind.KILL_BROKER, 3 * times);
        faults.put(FaultKind.KILL_DATABASE, 3 * times);
        faults.put(FaultKind.FREEZE_PROCESSOR, 6 * times);
        faults.put(FaultKind.PROCESSOR_AWAY, times);
        faults.put(FaultKind.MACHINE_SLEEPS, times);
        faults.put(FaultKind.EVERYTHING_AWAY, times);
        faults.put(FaultKind.BLACKHOLE_DATABASE, times);
        faults.put(FaultKind.RESET_DATABASE, 2 * times);
        faults.put(FaultKind.CUT_NOTIFIER_DATABASE, 2 * times);
        faults.put(FaultKind.TERMINATE_SESSIONS, times);
        faults.put(FaultKind.DISCORD_RATE_LIMIT, times);
        faults.put(FaultKind.DISCORD_SERVER_ERROR, times);
        faults.put(FaultKind.DISCORD_LOST_ANSWER, 2 * times);
        return new Profile(name, events, 60, true, LONGER_THAN_A_SESSION, false, faults, false);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d events, %d faults",
                name,
                events,
                faults.values().stream().mapToInt(Integer::intValue).sum());
    }
}
