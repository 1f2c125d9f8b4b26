/**
 * Publishes a fact and waits for what it did. It hides the two ways by which that becomes known:
 * the outcomes on the log, and the read side for facts that were decided before.
 */
@NullMarked
package dev.mcsync.ingress.outcome;

import org.jspecify.annotations.NullMarked;
