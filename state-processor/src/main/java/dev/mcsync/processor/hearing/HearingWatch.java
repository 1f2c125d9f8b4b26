package dev.mcsync.processor.hearing;

import java.time.Instant;

/** Tells what silence proves. May be asked from any thread. */
public interface HearingWatch {

    /**
     * @param clock the processor's own time, for when nothing better is known
     */
    Hearing at(Instant clock);
}
