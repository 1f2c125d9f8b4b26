package dev.mcsync.realtime.session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The way to one client. {@link #execute} runs a task on the line's own thread, later and one at a
 * time; {@link #send} and {@link #close} are called there only.
 */
interface Line extends Executor {

    /** As {@link #execute}, when so much time has passed. */
    void executeAfter(Duration time, Runnable task);

    /**
     * @param sent called once on the line's thread when the socket has taken all of it; never when
     *     the line breaks, which is told to {@link BoardSession#ended} instead
     */
    void send(List<Frame> frames, Runnable sent);

    /** Tells the client why, if it still listens, and hangs up within two seconds even if not. */
    void close(CloseCode code);
}
