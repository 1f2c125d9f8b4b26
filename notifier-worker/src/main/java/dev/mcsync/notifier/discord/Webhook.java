package dev.mcsync.notifier.discord;

import dev.mcsync.service.kafka.TraceParent;
import java.util.List;
import reactor.core.publisher.Mono;

/** Posts to one channel. */
public interface Webhook {

    /**
     * Makes one request; never repeats it by itself. Every outcome is a value: the answer never
     * fails.
     *
     * @param content at most 2,000 code points of Discord's Markdown
     */
    Mono<Reply> post(String content);

    /**
     * The same.
     *
     * @param causes the places of what it tells, the first of which the message is named after
     */
    default Mono<Reply> post(String content, List<TraceParent> causes) {
        return post(content);
    }
}
