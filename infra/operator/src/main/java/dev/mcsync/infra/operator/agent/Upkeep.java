package dev.mcsync.infra.operator.agent;

import java.time.Duration;

/** What goes on beside the work: reports are sent, and the agent gives signs of life. */
final class Upkeep implements AutoCloseable {

    private static final Duration LAST_REPORTS = Duration.ofSeconds(5);

    private final Agent agent;
    private final Heart heart;
    private final Thread sender;
    private final Thread beats;

    Upkeep(Agent agent, Heart heart) {
        this.agent = agent;
        this.heart = heart;
        this.sender = Thread.ofVirtual().unstarted(() -> agent.quietly(agent.outbox()::send));
        this.beats = Thread.ofVirtual().unstarted(() -> agent.quietly(heart::beat));
    }

    void begin() {
        sender.start();
        beats.start();
    }

    /** Sends what is still to be said, for a few seconds, and says goodbye. */
    @Override
    public void close() {
        agent.quietly(() -> {
            agent.outbox().await(LAST_REPORTS);
            heart.leave();
            sender.interrupt();
            beats.interrupt();
            sender.join();
            beats.join();
        });
        int waiting = agent.journal().waiting().size();
        if (waiting > 0) {
            agent.log().trouble(waiting + " reports wait for the next start");
        }
        agent.journal().close();
    }
}
