package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.delivery.ChannelState.Refused;
import dev.mcsync.notifier.discord.Refusal;
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

    Mono<Void> open(Refused refused) {
        return book.open(new Incident(cause(), "discord_channel_refused", channel, detail(refused)))
                .doOnSubscribe(_ -> mayBeOpen = true);
    }

    Mono<Void> resolve() {
        return mayBeOpen
                ? book.resolve(cause(), "notifier-worker").doOnSuccess(_ -> mayBeOpen = false)
                : Mono.empty();
    }

    /** None of these can hold a character that JSON escapes. */
    private String detail(Refused refused) {
        Refusal refusal = refused.refusal();
        StringBuilder detail = new StringBuilder("{\"channel\":\"").append(channel).append('"');
        detail.append(",\"status\":").append(refusal.status());
        if (refusal.code() != 0) {
            detail.append(",\"code\":").append(refusal.code());
        }
        if (refusal.says() != null) {
            detail.append(",\"says\":\"").append(refusal.says()).append('"');
        }
        return detail.append(",\"every_message\":")
                .append(refused.everyMessage())
                .append('}')
                .toString();
    }

    private String cause() {
        return "discord:" + channel;
    }
}
