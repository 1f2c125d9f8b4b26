package dev.mcsync.infra.local.run;

import java.time.Duration;

/** Hears how a run comes and goes. Called by several threads. */
public interface Steps {
    /** A step came to its end. */
    void done(String what, Duration took);

    /** Something that the person at the terminal should know. */
    void note(String what);
}
