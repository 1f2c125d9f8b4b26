/** Agents that wait for commands with long polls, and when each command reached its agent. */
@NullMarked
package dev.mcsync.infra.proof.bench.waiting;

import org.jspecify.annotations.NullMarked;
