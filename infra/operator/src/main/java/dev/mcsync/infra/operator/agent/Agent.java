package dev.mcsync.infra.operator.agent;

/** What its parts share, whoever does the work. */
record Agent(String id, Journal journal, Outbox outbox, RunnerLog log) {

    /** Work that is interrupted only when the agent ends. */
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
