package dev.mcsync.notifier.ledger;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.notifier.message.Notice.Tell;
import dev.mcsync.service.trace.LogSpans;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.SpanTags;
import dev.mcsync.service.trace.Spans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A span for each outcome that is noted. The ledger keeps its place with the delivery: the message
 * leaves later, perhaps by another instance, and goes on from there.
 */
final class TracedLedger implements DeliveryLedger {

    private final DeliveryLedger ledger;
    private final Spans spans;

    TracedLedger(DeliveryLedger ledger, Spans spans) {
        this.ledger = ledger;
        this.spans = spans;
    }

    @Override
    public Mono<Recorded> record(String channel, List<Delivery> deliveries, List<Step> steps) {
        return Mono.defer(() -> {
            List<OpenSpan> begun = new ArrayList<>(deliveries.size());
            List<Delivery> placed = new ArrayList<>(deliveries.size());
            for (Delivery delivery : deliveries) {
                OpenSpan span = begin(delivery);
                begun.add(span);
                placed.add(span.place().map(delivery::at).orElse(delivery));
            }
            return ledger.record(channel, placed, steps)
                    .doOnNext(_ -> end(begun, _ -> {}))
                    .doOnError(failure -> end(begun, span -> span.failed(wordOf(failure))))
                    .doOnCancel(() -> end(begun, span -> span.failed("cancelled")));
        });
    }

    private OpenSpan begin(Delivery delivery) {
        OpenSpan span = LogSpans.process(spans, Topic.TASK_OUTCOMES.topicName(), delivery.place());
        Origin origin = delivery.origin();
        if (origin != null) {
            LogSpans.placed(span, origin.partition(), origin.offset());
        }
        if (delivery.taskId() != null) {
            span.tag(SpanTags.TASK_ID, delivery.taskId().value());
        }
        if (delivery.agentId() != null) {
            span.tag(SpanTags.AGENT_ID, delivery.agentId().value());
        }
        return span.tag(SpanTags.EVENT_ID, delivery.eventId().value())
                .tag(
                        SpanTags.OUTCOME,
                        delivery.notice() instanceof Tell ? "to_be_told" : "suppressed");
    }

    private static void end(List<OpenSpan> spans, Consumer<OpenSpan> first) {
        for (OpenSpan span : spans) {
            first.accept(span);
            span.end();
        }
    }

    private static String wordOf(Throwable failure) {
        return failure.getClass().getSimpleName();
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
    public Mono<Settled> settle(ClaimedMessage message, Settlement settlement) {
        return ledger.settle(message, settlement);
    }

    @Override
    public Mono<Resent> sendAgain(String channel, EventId eventId) {
        return ledger.sendAgain(channel, eventId);
    }

    @Override
    public Mono<Backlog> backlog(String channel) {
        return ledger.backlog(channel);
    }
}
