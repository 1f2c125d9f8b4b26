package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.ledger.IncidentBook;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Keeps the open incidents by their cause. */
public final class InMemoryIncidentBook implements IncidentBook {

    private final Map<String, Incident> open = new LinkedHashMap<>();

    private int openings;

    /** How often one was opened that was not open. */
    int openings() {
        return openings;
    }

    public Map<String, Incident> openOnes() {
        return Map.copyOf(open);
    }

    @Override
    public Mono<Void> open(Incident incident) {
        return Mono.fromRunnable(() -> {
            if (open.putIfAbsent(incident.cause(), incident) == null) {
                openings++;
            }
        });
    }

    @Override
    public Mono<Void> resolve(String cause, String resolvedBy) {
        return Mono.fromRunnable(() -> open.remove(cause));
    }
}
