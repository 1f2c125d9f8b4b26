/**
 * Limits that all main code of this repository keeps: how long, how wide, and how public it may be.
 */
@NullMarked
package dev.mcsync.infra.proof.tidy;

import org.jspecify.annotations.NullMarked;
