/** What the probes of several services ask alike. */
@NullMarked
package dev.mcsync.service.health;

import org.jspecify.annotations.NullMarked;
