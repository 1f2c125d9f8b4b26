package dev.mcsync.processor.deadline;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.processor.hearing.Hearing;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.publish.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks once for clocks that ran out and says so on the log. What was said a moment ago is not said
 * again while it waits there; after a while it is, with the same id, in case it was lost. For one
 * thread.
 */
final class Sweep {

    /** Of each kind; when more is due, the next look follows at once. */
    static final int PAGE = 500;

    private static final int ADOPTION_PAGE = 100;
    private static final Duration SAY_AGAIN_AFTER = Duration.ofSeconds(30);

    private final Watch watch;
    private final FactPublisher publisher;
    private final Lateness lateness;
    private final Map<EventId, Instant> said = new HashMap<>();

    Sweep(Watch watch, FactPublisher publisher, Lateness lateness) {
        this.watch = watch;
        this.publisher = publisher;
        this.lateness = lateness;
    }

    /**
     * @return how many facts were said
     */
    int at(Hearing hearing) {
        Instant now = hearing.now();
        said.values().removeIf(at -> at.plus(SAY_AGAIN_AFTER).isBefore(now) || at.isAfter(now));
        List<Outgoing> facts = new ArrayList<>();
        List<EventId> ids = new ArrayList<>();
        List<@Nullable Instant> due = new ArrayList<>();
        for (DeadlinePassed passed : watch.overdueTasks(hearing, PAGE + said.size())) {
            // Work that waited for its agent is due when the agent is back, whenever its clock ran.
            if (note(passed.eventId(), Records.fact(passed), ids, facts)
                    && !passed.agentReturned()) {
                due.add(passed.occurredAt());
            }
        }
        for (TaskFact restarted : watch.restartedAttempts(now, PAGE + said.size())) {
            note(restarted.eventId(), Records.fact(restarted), ids, facts);
        }
        for (SilencePassed passed : watch.silentAgents(hearing, PAGE + said.size())) {
            if (note(passed.eventId(), Records.fact(passed), ids, facts)) {
                due.add(passed.occurredAt());
            }
        }
        for (AgentFact touched : watch.untoldAgents(now, PAGE + said.size())) {
            note(touched.eventId(), Records.fact(touched), ids, facts);
        }
        int told = publish(ids, facts, now);
        due.forEach(moment -> lateness.told(moment, now));
        return told;
    }

    /** Takes over rows that no fact created. */
    int adopt(Instant now) {
        List<Outgoing> facts = new ArrayList<>();
        List<EventId> ids = new ArrayList<>();
        for (TaskFact adopted : watch.unadopted(ADOPTION_PAGE)) {
            note(adopted.eventId(), Records.fact(adopted), ids, facts);
        }
        return publish(ids, facts, now);
    }

    /**
     * @return false when it was said a moment ago
     */
    private boolean note(EventId id, Outgoing fact, List<EventId> ids, List<Outgoing> facts) {
        if (said.containsKey(id)) {
            return false;
        }
        ids.add(id);
        facts.add(fact);
        return true;
    }

    private int publish(List<EventId> ids, List<Outgoing> facts, Instant now) {
        if (!facts.isEmpty()) {
            publisher.publish(facts);
            ids.forEach(id -> said.put(id, now));
        }
        return facts.size();
    }
}
