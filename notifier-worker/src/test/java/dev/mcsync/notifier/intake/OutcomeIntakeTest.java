package dev.mcsync.notifier.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.notifier.OutcomeSamples;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.ClaimedMessage;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.InMemoryLedger;
import dev.mcsync.notifier.ledger.Resent;
import dev.mcsync.notifier.ledger.Settled;
import dev.mcsync.notifier.ledger.Settlement;
import dev.mcsync.notifier.ledger.Step;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OutcomeIntakeTest {

    private final InMemoryLedger ledger = new InMemoryLedger(InstantSource.system());
    private final List<String> rejected = new ArrayList<>();
    private final AtomicInteger rings = new AtomicInteger();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void everyOutcomeOfABatchIsNotedInItsOrder() {
        intake(ledger, NoticeRule.TELL)
                .onMessage(
                        List.of(
                                record(0, OutcomeSamples.of(FactType.ACK).event("e1").outcome()),
                                record(1, OutcomeSamples.of(FactType.MOVED).event("e2").outcome()),
                                record(2, OutcomeSamples.offline("agent-1", 200L))));

        assertThat(ledger.states()).containsExactly("waiting", "suppressed", "waiting");
        assertThat(ledger.rows().get(1)).startsWith("e2 suppressed no_template");
        assertThat(count("waiting")).isEqualTo(2);
        assertThat(count("suppressed")).isEqualTo(1);
        assertThat(rings).hasValue(1);
    }

    @Test
    void aBatchThatComesAgainChangesNothing() {
        OutcomeIntake intake = intake(ledger, NoticeRule.TELL);
        var batch = List.of(record(0, OutcomeSamples.of(FactType.ACK).event("e1").outcome()));

        intake.onMessage(batch);
        intake.onMessage(batch);

        assertThat(ledger.rows()).hasSize(1);
        assertThat(count("duplicate")).isEqualTo(1);
        assertThat(rings).hasValue(1);
    }

    @Test
    void withoutAWebhookNothingWaitsAndOtherReasonsStay() {
        intake(ledger, NoticeRule.NO_WEBHOOK)
                .onMessage(
                        List.of(
                                record(0, OutcomeSamples.of(FactType.ACK).event("e1").outcome()),
                                record(
                                        1,
                                        OutcomeSamples.of(FactType.MOVED).event("e2").outcome())));

        assertThat(ledger.rows())
                .containsExactly(
                        "e1 suppressed no_webhook null tried 0 in doubt 0",
                        "e2 suppressed no_template null tried 0 in doubt 0");
        assertThat(rings).hasValue(0);
    }

    @Test
    void whatCannotBeReadIsRejectedAndTheRestIsNoted() {
        intake(ledger, NoticeRule.TELL)
                .onMessage(
                        List.of(
                                record(0, "tsk_1", "{".getBytes(UTF_8)),
                                record(1, "tsk_1", null),
                                record(
                                        2,
                                        "tsk_2",
                                        WireCodec.encode(
                                                OutcomeSamples.of(FactType.ACK).outcome())),
                                record(
                                        3,
                                        null,
                                        WireCodec.encode(
                                                OutcomeSamples.of(FactType.ACK).outcome())),
                                record(4, OutcomeSamples.of(FactType.DONE).event("e1").outcome())));

        assertThat(rejected)
                .containsExactly(
                        "0 undecodable", "1 undecodable", "2 key_mismatch", "3 key_mismatch");
        assertThat(ledger.rows()).containsExactly("e1 waiting null null tried 0 in doubt 0");
        assertThat(count("rejected")).isEqualTo(4);
    }

    @Test
    void aBatchOfNothingReadableIsOver() {
        intake(ledger, NoticeRule.TELL).onMessage(List.of(record(0, "tsk_1", null)));

        assertThat(rejected).hasSize(1);
    }

    @Test
    void aLedgerOutOfReachFailsTheBatchAndRejectsNothing() {
        ledger.failWith(new R2dbcNonTransientResourceException("gone", "08006"));
        OutcomeIntake intake = intake(ledger, NoticeRule.TELL);

        assertThatThrownBy(() ->
                        intake.onMessage(
                                List.of(record(0, OutcomeSamples.of(FactType.ACK).outcome()))))
                .isInstanceOf(R2dbcNonTransientResourceException.class);

        assertThat(rejected).isEmpty();
    }

    @Test
    void whatTheDatabaseRefusesForItsContentIsFoundAndRejected() {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String id = i == 13 ? "poison" : "e" + i;
            batch.add(record(i, OutcomeSamples.of(FactType.ACK).event(id).outcome()));
        }

        intake(new Choosy(ledger), NoticeRule.TELL).onMessage(batch);

        assertThat(rejected).containsExactly("13 unstorable");
        assertThat(ledger.rows()).hasSize(19);
    }

    private OutcomeIntake intake(DeliveryLedger into, NoticeRule rule) {
        return new OutcomeIntake(
                into,
                (record, reason, _) -> rejected.add(record.offset() + " " + reason),
                rule,
                "team",
                new OutcomeCounts(registry),
                rings::incrementAndGet);
    }

    private double count(String result) {
        return registry.get("mc.notifier.outcomes").tag("result", result).counter().count();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Outcome outcome) {
        return record(offset, outcome.key(), WireCodec.encode(outcome));
    }

    @SuppressWarnings("NullAway") // Keys and values of real records may be null.
    private static ConsumerRecord<byte[], byte[]> record(
            long offset, @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(
                "mc.task-outcomes", 0, offset, key == null ? null : key.getBytes(UTF_8), value);
    }

    /** Refuses a batch with the poisoned event as PostgreSQL refuses bad data. */
    private record Choosy(DeliveryLedger ledger) implements DeliveryLedger {

        @Override
        public Mono<Recorded> record(String channel, List<Delivery> deliveries, List<Step> steps) {
            return deliveries.stream().anyMatch(d -> d.eventId().value().equals("poison"))
                    ? Mono.error(new R2dbcDataIntegrityViolationException("no", "23514"))
                    : ledger.record(channel, deliveries, steps);
        }

        @Override
        public Mono<Long> wereTold(String channel, int partition, long before) {
            return ledger.wereTold(channel, partition, before);
        }

        @Override
        public Mono<Map<Integer, Long>> positions(String channel) {
            return ledger.positions(channel);
        }

        @Override
        public Mono<Claim> claim(String channel, ClaimRule rule) {
            return ledger.claim(channel, rule);
        }

        @Override
        public Mono<Resent> sendAgain(String channel, EventId eventId) {
            return ledger.sendAgain(channel, eventId);
        }

        @Override
        public Mono<Settled> settle(ClaimedMessage message, Settlement settlement) {
            return ledger.settle(message, settlement);
        }

        @Override
        public Mono<Backlog> backlog(String channel) {
            return ledger.backlog(channel);
        }
    }
}
