package dev.mcsync.notifier.discord;

import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.SpanKind;
import dev.mcsync.service.trace.SpanTags;
import dev.mcsync.service.trace.Spans;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/**
 * A span for each request. It is in the trace of the first delivery that the message tells, as the
 * message is that delivery's in the ledger, and has a link to each of the others. The address is a
 * secret, and is not told.
 */
public final class TracedWebhook implements Webhook {

    private static final String POST = "POST";

    private final Webhook webhook;
    private final Spans spans;

    public TracedWebhook(Webhook webhook, Spans spans) {
        this.webhook = webhook;
        this.spans = spans;
    }

    @Override
    public Mono<Reply> post(String content) {
        return post(content, List.of());
    }

    @Override
    public Mono<Reply> post(String content, List<TraceParent> causes) {
        return Mono.defer(() -> {
            OpenSpan span = begin(causes);
            return webhook.post(content)
                    .doOnNext(reply -> end(span, reply.answer()))
                    .doOnCancel(() -> span.failed("cancelled").end());
        });
    }

    private OpenSpan begin(List<TraceParent> causes) {
        TraceParent first = causes.isEmpty() ? null : causes.getFirst();
        return spans.begin(
                        SpanKind.CLIENT, POST + " webhook", first, causes.stream().skip(1).toList())
                .tag(SpanTags.HTTP_METHOD, POST)
                .tag(SpanTags.MESSAGES, causes.size());
    }

    private static void end(OpenSpan span, Answer answer) {
        String word = answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        span.tag(SpanTags.OUTCOME, word);
        if (!(answer instanceof Answer.Delivered)) {
            span.failed(word);
        }
        span.end();
    }
}
