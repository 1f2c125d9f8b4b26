/**
 * Agents and a team that keep a system busy, so that there is something to look at. They live on
 * the public API alone, as real ones do, and survive its absence.
 */
@NullMarked
package dev.mcsync.infra.operator.demo;

import org.jspecify.annotations.NullMarked;
