/**
 * Where the services say what they are at, so that one trace tells the way of a fact through all of
 * them. Spans are begun by {@link dev.mcsync.service.trace.Spans}, a port whose other side does
 * nothing where no collector is set. Hides Micrometer, OpenTelemetry and how spans leave.
 */
@NullMarked
package dev.mcsync.service.trace;

import org.jspecify.annotations.NullMarked;
