package dev.mcsync.infra.local.discord;

import java.time.Duration;

/** What the simulator does wrong with a request, on demand of a test. */
sealed interface Fault {
    /** How it is asked for and logged. */
    String kind();

    /**
     * Answers with a status and leaves the channel as it is.
     *
     * @param retryAfterSeconds told with a 429 only
     * @param scope told with a 429 only
     * @param code Discord's own number for what is wrong; 0 for the one that goes with the status
     */
    record Refusal(int status, double retryAfterSeconds, LimitScope scope, int code, Dress dress)
            implements Fault {

        /** As Discord itself does it. */
        static Refusal of(int status, double retryAfterSeconds, LimitScope scope) {
            return new Refusal(status, retryAfterSeconds, scope, 0, Dress.JSON);
        }

        @Override
        public String kind() {
            return "refusal";
        }
    }

    /** Takes the message and then resets the connection: the sender cannot know. */
    record LostAnswer() implements Fault {
        @Override
        public String kind() {
            return "lost_answer";
        }
    }

    /** Resets the connection before the message is read: nothing was taken. */
    record Reset() implements Fault {
        @Override
        public String kind() {
            return "reset";
        }
    }

    /**
     * Says nothing for a while and then resets the connection.
     *
     * @param isTaken whether the message was taken before
     */
    record Hang(Duration silence, boolean isTaken) implements Fault {
        @Override
        public String kind() {
            return "hang";
        }
    }

    /** Takes the message and answers a few bytes at a time. */
    record SlowBody(int bytesPerSecond) implements Fault {
        @Override
        public String kind() {
            return "slow_body";
        }
    }

    /** Takes the message and answers with a field of that many bytes too much. */
    record OversizedBody(int bytes) implements Fault {
        @Override
        public String kind() {
            return "oversized_body";
        }
    }

    /** Takes the message and answers 200 with half an object. */
    record InvalidJson() implements Fault {
        @Override
        public String kind() {
            return "invalid_json";
        }
    }

    /** Takes the message and answers 204, also to a sender that waits for the message's id. */
    record NoContent() implements Fault {
        @Override
        public String kind() {
            return "no_content";
        }
    }
}
