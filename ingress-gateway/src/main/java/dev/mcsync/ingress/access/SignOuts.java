package dev.mcsync.ingress.access;

import java.time.Instant;

/** How this gateway tells the others that a session is over. */
public interface SignOuts {

    /**
     * Does not wait, and is heard by the others as soon as it can be.
     *
     * @param session its id, by which no cookie of it can be made
     * @param until when it would have ended anyway
     */
    void tell(String session, Instant until);
}
