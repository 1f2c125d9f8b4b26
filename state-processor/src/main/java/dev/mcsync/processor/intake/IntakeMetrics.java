package dev.mcsync.processor.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what became of the records of one input topic. */
final class IntakeMetrics {

    private final Counter applied;
    private final Counter withoutEffect;
    private final Counter duplicates;
    private final Counter redelivered;
    private final Counter rejected;
    private final Counter forwarded;
    private final Counter wentBack;
    private final Counter gaps;
    private final BatchFailures failures;
    private final Timer batch;
    private final Timer age;
    private final InstantSource clock;

    IntakeMetrics(MeterRegistry registry, String topic, InstantSource clock) {
        this.applied = counter(registry, topic, "applied");
        this.withoutEffect = counter(registry, topic, "without_effect");
        this.duplicates = counter(registry, topic, "duplicate");
        this.redelivered = counter(registry, topic, "redelivered");
        this.rejected = counter(registry, topic, "rejected");
        this.forwarded = counter(registry, topic, "forwarded");
        this.wentBack =
                Counter.builder("mc_processor_database_went_back_total")
                        .description(
                                "Partitions of which the database was found to have less than it had")
                        .tag("topic", topic)
                        .register(registry);
        this.gaps =
                Counter.builder("mc_processor_log_gaps_total")
                        .description(
                                "Stretches of the log that were gone before the database had taken them in")
                        .tag("topic", topic)
                        .register(registry);
        this.failures = new BatchFailures(registry, topic);
        this.batch =
                Timer.builder("mc_processor_batch_seconds")
                        .description(
                                "Time to apply one batch to the database and hand its outcomes to Kafka")
                        .tag("topic", topic)
                        .publishPercentileHistogram()
                        .register(registry);
        this.age =
                Timer.builder("mc_processor_event_age_seconds")
                        .description(
                                "Age of the oldest record of a batch when it was applied, by the log's clock")
                        .tag("topic", topic)
                        .publishPercentileHistogram()
                        .register(registry);
        this.clock = clock;
    }

    void applied(
            BatchResult.Tally tally, List<ConsumerRecord<byte[], byte[]>> records, long nanos) {
        applied.increment(tally.applied());
        withoutEffect.increment(tally.withoutEffect());
        duplicates.increment(tally.duplicates());
        redelivered.increment(tally.redelivered());
        rejected.increment(tally.rejected());
        forwarded.increment(tally.forwarded());
        batch.record(nanos, TimeUnit.NANOSECONDS);
        long oldestMillis =
                records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(clock.millis());
        age.record(Math.max(0, clock.millis() - oldestMillis), TimeUnit.MILLISECONDS);
    }

    void wentBack() {
        wentBack.increment();
    }

    void failed(Throwable failure) {
        failures.count(failure);
    }

    void foundGap() {
        gaps.increment();
    }

    private static Counter counter(MeterRegistry registry, String topic, String result) {
        return Counter.builder("mc_processor_records_total")
                .description("Records taken from the log, by what became of them")
                .tag("topic", topic)
                .tag("result", result)
                .register(registry);
    }
}
