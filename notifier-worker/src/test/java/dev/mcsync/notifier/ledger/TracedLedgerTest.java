package dev.mcsync.notifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.infra.testbed.SpansTwin;
import dev.mcsync.infra.testbed.SpansTwin.Kept;
import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.notifier.message.Notice;
import dev.mcsync.service.kafka.TraceParent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracedLedgerTest {

    private final SpansTwin spans = new SpansTwin();
    private final DeliveryLedger ledger =
            new TracedLedger(new InMemoryLedger(InstantSource.system()), spans);

    @Test
    void eachOutcomeThatIsNotedHasASpanAndTheMessageGoesOnFromIt() {
        TraceParent outcome = TraceParent.fresh();
        ledger.record(
                        "main",
                        List.of(
                                new Delivery(
                                        new EventId("evt_1"),
                                        new TaskId("tsk_1"),
                                        null,
                                        new Notice.Tell("a line"),
                                        new Origin(3, 17, Origin.Fate.NEW, outcome))))
                .block();

        Kept span = spans.kept().getFirst();
        assertThat(span.name()).isEqualTo("process mc.task-outcomes");
        assertThat(span.parent()).isEqualTo(outcome);
        assertThat(span.tags())
                .containsEntry("mc.event_id", "evt_1")
                .containsEntry("mc.task_id", "tsk_1")
                .containsEntry("mc.outcome", "to_be_told")
                .containsEntry("messaging.destination.partition.id", "3")
                .containsEntry("messaging.kafka.offset", 17L);
        assertThat(span.ends()).isEqualTo(1);
        ClaimRule rule = new ClaimRule(1, 1, Duration.ofSeconds(9));
        assertThat(ledger.claim("main", rule).blockOptional())
                .containsInstanceOf(Claim.Taken.class)
                .map(claim -> ((Claim.Taken) claim).message().places())
                .contains(List.of(span.here()));
    }
}
