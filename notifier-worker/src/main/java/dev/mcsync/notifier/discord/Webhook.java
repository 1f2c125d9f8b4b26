package dev.mcsync.notifier.discord;

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
}
