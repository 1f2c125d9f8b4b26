/**
 * The yardstick that a person would build instead: one endpoint, one transaction an event over
 * three tables, and a WebSocket push after the commit. It shares nothing with the product but the
 * body of a report, and runs in a JVM of its own.
 */
@NullMarked
package dev.mcsync.infra.proof.bench.plain;

import org.jspecify.annotations.NullMarked;
