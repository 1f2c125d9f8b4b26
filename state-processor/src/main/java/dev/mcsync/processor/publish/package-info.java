/**
 * The way out: words what the product says as records, and puts its own facts on the log. It knows
 * nothing of what is read.
 */
@NullMarked
package dev.mcsync.processor.publish;

import org.jspecify.annotations.NullMarked;
