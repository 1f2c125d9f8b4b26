package dev.mcsync.notifier.delivery;

import java.time.Duration;

/** How long a sender rests before its next step. */
sealed interface Rest {

    /** No longer than this; less when something new is waiting. */
    record UntilRung(Duration atMost) implements Rest {}

    /** This long, whatever is waiting. */
    record Pause(Duration duration) implements Rest {}

    Rest NONE = new Pause(Duration.ZERO);
}
