/**
 * Everything that somebody hostile may send: over HTTP, to the log and through the WebSocket. The
 * cases are data; one test starts one system and tries them all.
 */
@NullMarked
package dev.mcsync.infra.proof.hostile;

import org.jspecify.annotations.NullMarked;
