package dev.mcsync.realtime.session;

import java.time.Duration;

/**
 * @param helloWithin from the opening of the socket to the first frame of the client
 * @param tickEvery while nothing else is to be said
 * @param slowAfter how long the socket may take over one batch of frames
 * @param maxBuffered bytes that may wait for one client, those on their way to the socket included
 * @param maxClients sessions at once
 * @param maxClientsPerToken of those, the ones that one token has let in
 */
record SessionLimits(
        Duration helloWithin,
        Duration tickEvery,
        Duration slowAfter,
        int maxBuffered,
        int maxClients,
        int maxClientsPerToken) {}
