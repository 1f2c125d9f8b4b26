/** What a person at a terminal reads: lines with marks and colours, and reasons in words. */
@NullMarked
package dev.mcsync.infra.operator.terminal;

import org.jspecify.annotations.NullMarked;
