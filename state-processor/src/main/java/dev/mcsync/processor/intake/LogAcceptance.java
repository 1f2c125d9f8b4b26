package dev.mcsync.processor.intake;

import dev.mcsync.processor.knownlog.KnownLog;
import dev.mcsync.processor.knownlog.LogChange;
import dev.mcsync.processor.knownlog.LogUnknownException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Keeps the intake from a log that is another one than the database was read from, until somebody
 * has accepted it: its records lie at places that the database takes for applied. What was found is
 * told by the log of this process, readiness, a metric and an incident.
 */
final class LogAcceptance implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(LogAcceptance.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final String COMMAND = "./mc-sync accept-new-log";

    private final KnownLog known;
    private volatile LogChange change = LogChange.NONE;

    /** For the thread that waits. */
    private boolean isIncidentOpen;

    private boolean isSilenceTold;

    LogAcceptance(KnownLog known, MeterRegistry registry) {
        this.known = known;
        Gauge.builder("mc_processor_log_made_anew", this, LogAcceptance::measured)
                .description(
                        "1 while nothing is applied because the log is another one than the database knows")
                .register(registry);
    }

    /** Returns when the log is the one that the database knows, however long that takes. */
    void await() throws InterruptedException {
        while (!isKnown()) {
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Out of service while it waits for somebody. */
    @Override
    public Health health() {
        LogChange found = change;
        if (!found.concernsInputs()) {
            return Health.up().build();
        }
        Health.Builder health =
                Health.outOfService()
                        .withDetail("found", "another log than the database knows")
                        .withDetail("cluster", found.cluster())
                        .withDetail("accept", COMMAND);
        found.places()
                .forEach(place ->
                        health.withDetail(
                                place.partition(),
                                "applied up to %d, the log ends at %d"
                                        .formatted(place.next(), place.end())));
        return health.build();
    }

    private boolean isKnown() throws InterruptedException {
        try {
            LogChange found = known.compare();
            isSilenceTold = false;
            return take(found);
        } catch (LogUnknownException e) {
            if (!isSilenceTold) {
                log.warn("Nothing is applied until it is known which log this is", e);
                isSilenceTold = true;
            }
            return false;
        }
    }

    private boolean take(LogChange found) {
        if (found.concernsInputs()) {
            refuse(found);
            return false;
        }
        if (change.concernsInputs()) {
            log.info("The log of cluster {} is accepted", found.cluster());
        }
        if (!found.isNone()) {
            log.warn("Found {}; accept them with {}", found, COMMAND);
        }
        change = found;
        return true;
    }

    private void refuse(LogChange found) {
        if (!change.concernsInputs()) {
            log.error(
                    "Nothing is applied: the log was made anew, cluster {}. Found {}. Accept it with {}, or give back the former log",
                    found.cluster(),
                    found,
                    COMMAND);
        }
        change = found;
        if (!isIncidentOpen) {
            known.tell(found);
            isIncidentOpen = true;
        }
    }

    private int measured() {
        return change.concernsInputs() ? 1 : 0;
    }
}
