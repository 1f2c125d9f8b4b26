package dev.mcsync.notifier.delivery;

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

    /** Discord refuses the channel as a whole; nothing is sent until the next start. */
    record Refused(int status) implements ChannelState {}
}
