/**
 * What a run leaves behind, read whole before it is judged: every topic as any reader would see it,
 * the database, and what the board's watchers saw.
 */
@NullMarked
package dev.mcsync.infra.proof.chaos.evidence;

import org.jspecify.annotations.NullMarked;
