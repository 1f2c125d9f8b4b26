/** What every service measures beside its own work. */
@NullMarked
package dev.mcsync.service.metrics;

import org.jspecify.annotations.NullMarked;
