/**
 * Asks the read side what became of a fact and what waits for an agent. It may be away or behind:
 * whoever asks goes on without an answer.
 */
@NullMarked
package dev.mcsync.ingress.readside;

import org.jspecify.annotations.NullMarked;
