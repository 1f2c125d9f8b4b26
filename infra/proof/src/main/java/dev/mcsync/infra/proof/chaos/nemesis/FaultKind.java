package dev.mcsync.infra.proof.chaos.nemesis;

import java.util.Locale;

/** The ways in which the nemesis harms the system. */
public enum FaultKind {
    KILL_PROCESSOR(true),
    KILL_GATEWAY(true),
    KILL_NOTIFIER(true),
    KILL_REALTIME(true),
    KILL_BROKER(true),
    KILL_DATABASE(true),
    /** A service dies at one of the failpoints, each in its turn. */
    CRASH_AT_FAILPOINT(true),
    /**
     * The processor dies around one of its commits, in the first batches after a start, which are
     * the largest.
     */
    CRASH_IN_BACKLOG(true),
    /**
     * The processor stands still, for longer than its session, between the commit of the database
     * and the publication.
     */
    ZOMBIE(false),
    /** SIGSTOP for longer than the group's session, so that the other instance takes over. */
    FREEZE_PROCESSOR(false),
    /** Both processors away for longer than the silence limit of agents. */
    PROCESSOR_AWAY(false),
    /** SIGSTOP of every process for longer than any limit: the clock goes on, and nothing else. */
    MACHINE_SLEEPS(false),
    /** Every service, the broker and the database away for longer than any limit. */
    EVERYTHING_AWAY(true),
    /** The processor's connections to the database swallow everything. */
    BLACKHOLE_DATABASE(false),
    /** The processor's connections to the database are reset. */
    RESET_DATABASE(false),
    /** The notifier's connections to the database are cut after some bytes. */
    CUT_NOTIFIER_DATABASE(false),
    /** The server ends every session of the services. */
    TERMINATE_SESSIONS(false),
    DISCORD_RATE_LIMIT(false),
    DISCORD_SERVER_ERROR(false),
    /** The message is taken and the answer lost: the one ambiguous case. */
    DISCORD_LOST_ANSWER(false);

    private final boolean kill;

    FaultKind(boolean kill) {
        this.kill = kill;
    }

    public boolean isKill() {
        return kill;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
