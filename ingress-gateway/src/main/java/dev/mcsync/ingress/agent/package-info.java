/** What agents send: reports, one or many at once, and heartbeats. */
@NullMarked
package dev.mcsync.ingress.agent;

import org.jspecify.annotations.NullMarked;
