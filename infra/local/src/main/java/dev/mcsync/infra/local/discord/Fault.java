package dev.mcsync.infra.local.discord;

/** What the simulator does wrong with a request, on demand of a test. */
sealed interface Fault {
    /**
     * Answers with a status and leaves the channel as it is.
     *
     * @param retryAfterSeconds told with a 429 only
     */
    record Refusal(int status, double retryAfterSeconds) implements Fault {}

    /** Takes the message and then closes the connection: the sender cannot know. */
    record LostAnswer() implements Fault {}
}
