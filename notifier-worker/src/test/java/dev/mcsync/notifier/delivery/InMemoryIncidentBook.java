package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.ledger.IncidentBook;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Keeps the open incidents by their cause. */
final class InMemoryIncidentBook implements IncidentBook {

    private final Map<String, Incident> open = new LinkedHashMap<>();

    Map<String, Incident> openOnes() {
        return Map.copyOf(open);
    }

    @Override
    public Mono<Void> open(Incident incident) {
        return Mono.fromRunnable(() -> open.putIfAbsent(incident.cause(), incident));
    }

    @Override
    public Mono<Void> resolve(String cause, String resolvedBy) {
        return Mono.fromRunnable(() -> open.remove(cause));
    }
}
