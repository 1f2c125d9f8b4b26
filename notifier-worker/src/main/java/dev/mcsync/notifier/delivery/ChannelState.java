package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Refusal;
import java.time.Duration;

/** What a person sees of a channel. */
public sealed interface ChannelState {

    /** The last request was answered, or none was needed yet. */
    record Working() implements ChannelState {}

    /**
     * The last request failed; it will be repeated.
     *
     * @param failures in a row
     */
    record Retrying(String fault, int failures, Duration pause) implements ChannelState {}

    /**
     * Discord refuses the channel as a whole. Nothing is lost; one message is tried now and then
     * until a person has mended it.
     *
     * @param everyMessage it refused many messages in a row, without blaming the channel
     * @param pause before the next try
     */
    record Refused(Refusal refusal, boolean everyMessage, Duration pause) implements ChannelState {}
}
