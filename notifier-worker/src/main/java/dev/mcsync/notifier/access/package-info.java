/** Who may call this service: nobody without a token, but for the health probes. */
@NullMarked
package dev.mcsync.notifier.access;

import org.jspecify.annotations.NullMarked;
