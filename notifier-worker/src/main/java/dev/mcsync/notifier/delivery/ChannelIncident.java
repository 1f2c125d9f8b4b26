package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.ledger.IncidentBook;
import dev.mcsync.notifier.ledger.IncidentBook.Incident;
import reactor.core.publisher.Mono;

/**
 * The incident of a channel that Discord refuses: opened when it stops, resolved when a message
 * arrives again, also if an earlier start opened it.
 */
final class ChannelIncident {

    private final IncidentBook book;
    private final String channel;
    private volatile boolean mayBeOpen = true;

    ChannelIncident(IncidentBook book, String channel) {
        this.book = book;
        this.channel = channel;
    }

    Mono<Void> open(int status) {
        return book.open(
                        new Incident(
                                cause(),
                                "discord_channel_refused",
                                channel,
                                "{\"channel\":\"%s\",\"status\":%d}".formatted(channel, status)))
                .doOnSubscribe(_ -> mayBeOpen = true);
    }

    Mono<Void> resolve() {
        return mayBeOpen
                ? book.resolve(cause(), "notifier-worker").doOnSuccess(_ -> mayBeOpen = false)
                : Mono.empty();
    }

    private String cause() {
        return "discord:" + channel;
    }
}
