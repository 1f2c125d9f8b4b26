/**
 * A short load on a system that keeps nothing, so that what its JVMs learn under it can be recorded
 * for later starts. It hides what the load is made of.
 */
@NullMarked
package dev.mcsync.infra.local.rehearsal;

import org.jspecify.annotations.NullMarked;
