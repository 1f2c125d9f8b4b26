/**
 * The processor and the notifier, as they are, against a log, a database and a Discord in memory,
 * under one scheduler that decides by a seed who runs, who is frozen or killed, and which answers
 * are lost. Equal seeds give equal runs.
 */
@NullMarked
package dev.mcsync.infra.proof.sim;

import org.jspecify.annotations.NullMarked;
