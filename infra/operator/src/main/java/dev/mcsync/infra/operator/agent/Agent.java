package dev.mcsync.infra.operator.agent;

/** What the parts of a runner share. */
record Agent(String id, Program program, Journal journal, Outbox outbox, RunnerLog log) {

    /** Work that is interrupted only when the runner ends. */
    interface Work {
        void run() throws InterruptedException;
    }

    /** Tells the terminal, once, that mc-sync does not take what it is sent. */
    void away(String why) {
        log.away(why, journal.waiting().size());
    }

    void quietly(Work work) {
        try {
            work.run();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
