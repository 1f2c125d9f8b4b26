/**
 * Under which name this processor works, and that no other process works under it: names are
 * claimed in the database, for a moment at a time.
 */
@NullMarked
package dev.mcsync.processor.instance;

import org.jspecify.annotations.NullMarked;
