package dev.mcsync.processor.intake;

import dev.mcsync.processor.core.IncidentChange;
import dev.mcsync.processor.core.IncidentChange.Mishap;
import dev.mcsync.processor.core.IncidentChange.Recovered;
import dev.mcsync.processor.ledger.Advance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What befell partitions and is to be told as an incident, by the transaction of the next batch:
 * one is certain to come, since there is something to be read again. For all of an intake's
 * threads.
 */
final class Mishaps {

    private static final Logger log = LoggerFactory.getLogger(Mishaps.class);

    private final Map<String, List<Mishap>> untold = new ConcurrentHashMap<>();
    private final Map<String, Mishap> unhealed = new ConcurrentHashMap<>();

    /** The database has less of the partition than it had. */
    void wentBack(Mishap mishap) {
        tell(mishap);
        unhealed.merge(
                mishap.partition(),
                mishap,
                (before, now) -> before.expected() > now.expected() ? before : now);
    }

    /** To be told, and nothing can be done about it. */
    void tell(Mishap mishap) {
        untold.merge(
                mishap.partition(),
                List.of(mishap),
                (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    }

    /**
     * @return what is to be told by the transaction that takes these steps
     */
    List<IncidentChange> by(Collection<Advance> steps, Instant at) {
        if (steps.isEmpty()) {
            return List.of();
        }
        List<IncidentChange> changes = new ArrayList<>();
        untold.values().forEach(changes::addAll);
        for (Advance step : steps) {
            String partition = step.topic() + "-" + step.partition();
            Mishap mishap = unhealed.get(partition);
            if (mishap != null && step.to() >= mishap.expected()) {
                changes.add(new Recovered(partition, at));
            }
        }
        return changes;
    }

    /** The transaction is committed. */
    void told(Collection<? extends IncidentChange> changes) {
        for (IncidentChange change : changes) {
            if (change instanceof Mishap told) {
                untold.computeIfPresent(
                        told.partition(),
                        (_, all) -> {
                            List<Mishap> left =
                                    all.stream().filter(each -> !each.equals(told)).toList();
                            return left.isEmpty() ? null : left;
                        });
            } else if (change instanceof Recovered recovered) {
                Mishap healed = unhealed.remove(recovered.partition());
                if (healed != null) {
                    log.info(
                            "The database has again what it had of {}: {} to {} took {}",
                            healed.partition(),
                            healed.found(),
                            healed.expected() - 1,
                            Duration.between(healed.at(), recovered.at()));
                }
            }
        }
    }
}
