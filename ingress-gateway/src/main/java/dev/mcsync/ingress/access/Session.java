package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import java.time.Instant;

/**
 * The session of a browser, as its cookie tells it.
 *
 * @param holder whose token it was opened with
 * @param id tells it from the others, and stays when the cookie is renewed
 * @param goodUntil unless it is renewed before
 * @param endsAt the latest moment up to which it can be renewed
 */
record Session(Holder holder, String id, Instant goodUntil, Instant endsAt) {}
