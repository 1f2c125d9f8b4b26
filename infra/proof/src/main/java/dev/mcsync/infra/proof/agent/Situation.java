package dev.mcsync.infra.proof.agent;

/** What must happen in a run before a planted bug can do harm. */
public enum Situation {
    /** The usual load: duplicates, reordering, invalid events; nothing else. */
    PLAIN,
    /** One event id under several tasks, at once and over and over. */
    CONFLICTS,
    /** The processor is killed in the middle of batches and started again. */
    KILL_PROCESSOR,
    /** The processor is away while events and deadlines pile up, and comes back to both. */
    PROCESSOR_AWAY,
    /** A processor stands still for longer than its session while a second one takes over. */
    ZOMBIE,
    /** The database goes away in the middle of batches and comes back. */
    DATABASE_RESTART,
    /** Discord does not save messages, and says so only to those who wait for it. */
    DISCORD_FAULTS
}
