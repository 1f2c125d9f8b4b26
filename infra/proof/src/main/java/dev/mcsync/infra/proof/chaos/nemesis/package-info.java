/**
 * What is done to the system, by a schedule that a seed decides, and the proof that it was done.
 */
@NullMarked
package dev.mcsync.infra.proof.chaos.nemesis;

import org.jspecify.annotations.NullMarked;
