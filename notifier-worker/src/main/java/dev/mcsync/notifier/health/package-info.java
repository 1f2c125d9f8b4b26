/** What the probes and the metrics say of this service's own condition. */
@NullMarked
package dev.mcsync.notifier.health;

import org.jspecify.annotations.NullMarked;
