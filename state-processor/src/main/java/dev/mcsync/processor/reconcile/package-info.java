/**
 * Looks over the whole state at intervals and on request, and repairs what it finds by facts on the
 * log.
 */
@NullMarked
package dev.mcsync.processor.reconcile;

import org.jspecify.annotations.NullMarked;
