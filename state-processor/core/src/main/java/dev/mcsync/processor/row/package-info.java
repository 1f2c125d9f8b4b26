/**
 * How a task, an agent and what happened to them stand in rows: each column once, for writing and
 * for reading, whichever driver carries it. It knows no driver itself.
 */
@NullMarked
package dev.mcsync.processor.row;

import org.jspecify.annotations.NullMarked;
