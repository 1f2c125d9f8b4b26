package dev.mcsync.notifier.intake;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.notifier.ledger.DeliveryLedger.Recorded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of the outcomes that were read. */
final class OutcomeCounts {

    private final Counter waiting;
    private final Counter suppressed;
    private final Counter known;
    private final Counter rejected;
    private final Counter wentBack;

    OutcomeCounts(MeterRegistry registry) {
        this.waiting = counter(registry, "waiting");
        this.suppressed = counter(registry, "suppressed");
        this.known = counter(registry, "duplicate");
        this.rejected = counter(registry, "rejected");
        this.wentBack =
                Counter.builder("mc.notifier.database.went.back")
                        .description(
                                "Partitions of which the database was found to have less noted than it had")
                        .tag("topic", Topic.TASK_OUTCOMES.topicName())
                        .register(registry);
    }

    void noted(Recorded recorded) {
        waiting.increment(recorded.waiting());
        suppressed.increment(recorded.suppressed());
        known.increment(recorded.known());
    }

    void wentBack() {
        wentBack.increment();
    }

    void rejected() {
        rejected.increment();
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("mc.notifier.outcomes")
                .description("Outcomes read, by what became of them")
                .tag("result", result)
                .register(registry);
    }
}
