/**
 * Takes away what nobody needs any more, in small batches. Nothing that a proof needs goes: the
 * rows of tasks stay for good, and what the purged signs of life made of an agent is kept as a
 * checkpoint in the transaction that purges them.
 */
@NullMarked
package dev.mcsync.processor.retention;

import org.jspecify.annotations.NullMarked;
