package dev.mcsync.realtime.session;

import dev.mcsync.realtime.session.TicketOffice.Owner;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open, and by whose token each was let in. Thread-safe. */
final class Guests {

    private final Map<BoardSession, Owner> sessions = new ConcurrentHashMap<>();
    private final SessionLimits limits;
    private final TokenOwners owners;

    Guests(SessionLimits limits, TokenOwners owners) {
        this.limits = limits;
        this.owners = owners;
    }

    SessionLimits limits() {
        return limits;
    }

    /** Closes it at once where there are too many, in all or of one token. */
    void letIn(BoardSession session, Owner owner) {
        if (sessions.size() >= limits.maxClients() || sessionsOf(owner) >= mostOf(owner)) {
            session.close(CloseCode.TRY_LATER);
        } else {
            sessions.put(session, owner);
        }
    }

    void left(BoardSession session) {
        sessions.remove(session);
    }

    Set<BoardSession> all() {
        return sessions.keySet();
    }

    int count() {
        return sessions.size();
    }

    /** A ticket that was given just before its token was over lets nobody stay, either. */
    void showOut() {
        sessions.forEach((session, owner) -> {
            if (owners.isOver(owner)) {
                session.close(CloseCode.TOKEN_OVER);
            }
        });
    }

    private int mostOf(Owner owner) {
        return owners.mostSessions(owner).orElse(limits.maxClientsPerToken());
    }

    private long sessionsOf(Owner owner) {
        return sessions.values().stream().filter(owner::equals).count();
    }
}
