package dev.mcsync.notifier.ledger;

import reactor.core.publisher.Mono;

/** Tells people of a channel that has stopped. At most one incident is open for each cause. */
public interface IncidentBook {

    /** Does nothing while an incident of the same cause is open. */
    Mono<Void> open(Incident incident);

    /** Closes the open incident of this cause, if there is one. */
    Mono<Void> resolve(String cause, String resolvedBy);

    /**
     * Something that wants a person's eye.
     *
     * @param cause what makes two incidents the same one
     * @param kind the family of the cause
     * @param subject what it is about, as the panel names it; never a secret
     * @param detail JSON object
     */
    record Incident(String cause, String kind, String subject, String detail) {}
}
