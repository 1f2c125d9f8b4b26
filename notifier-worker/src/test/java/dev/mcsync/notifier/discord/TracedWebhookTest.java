package dev.mcsync.notifier.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.SpansTwin;
import dev.mcsync.infra.testbed.SpansTwin.Kept;
import dev.mcsync.service.kafka.TraceParent;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TracedWebhookTest {

    private static final TraceParent ONE = TraceParent.fresh();
    private static final TraceParent TWO = TraceParent.fresh();
    private static final TraceParent THREE = TraceParent.fresh();

    private final SpansTwin spans = new SpansTwin();

    @Test
    void aMessageIsInTheTraceOfItsFirstDeliveryWithLinksToTheOthers() {
        Reply reply = post(new Answer.Delivered("99"), List.of(ONE, TWO, THREE));

        assertThat(reply.answer()).isEqualTo(new Answer.Delivered("99"));
        Kept span = spans.kept().getFirst();
        assertThat(span.parent()).isEqualTo(ONE);
        assertThat(span.links()).containsExactly(TWO, THREE);
        assertThat(span.tags())
                .containsEntry("mc.outcome", "delivered")
                .containsEntry("messaging.batch.message_count", 3L);
        assertThat(span.tags().toString()).doesNotContain("hello");
        assertThat(span.failure()).isEmpty();
        assertThat(span.ends()).isEqualTo(1);
    }

    @Test
    void whatIsNotDeliveredIsAFailureOfItsKind() {
        post(new Answer.RateLimited(), List.of());

        Kept span = spans.kept().getFirst();
        assertThat(span.parent()).isNull();
        assertThat(span.failure()).isEqualTo("ratelimited");
        assertThat(span.ends()).isEqualTo(1);
    }

    private Reply post(Answer answer, List<TraceParent> causes) {
        Webhook webhook = _ -> Mono.just(Reply.of(answer));
        return new TracedWebhook(webhook, spans)
                .post("hello", causes)
                .blockOptional()
                .orElseThrow();
    }
}
