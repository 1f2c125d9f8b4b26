/**
 * Faults woven into the unchanged product by a Java agent: failpoints, where a process dies, stands
 * still or throws at a chosen step, and planted bugs, which the proof must catch. No class of the
 * product knows of it, so nothing of it can be in a release.
 */
@NullMarked
package dev.mcsync.infra.proof.agent;

import org.jspecify.annotations.NullMarked;
