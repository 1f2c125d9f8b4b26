/** The audit as a command among the others; what it does is the processor's own module. */
@NullMarked
package dev.mcsync.infra.operator.audit;

import org.jspecify.annotations.NullMarked;
