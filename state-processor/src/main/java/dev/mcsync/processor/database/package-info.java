/** How this service runs transactions: reactive driver, blocking caller, never cancelled. */
@NullMarked
package dev.mcsync.processor.database;

import org.jspecify.annotations.NullMarked;
