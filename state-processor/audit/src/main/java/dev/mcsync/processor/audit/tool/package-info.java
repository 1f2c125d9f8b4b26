/** The audit as a person runs it: its options, and what it prints. */
@NullMarked
package dev.mcsync.processor.audit.tool;

import org.jspecify.annotations.NullMarked;
