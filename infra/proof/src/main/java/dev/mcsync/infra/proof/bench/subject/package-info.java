/**
 * What is measured: the product as {@code up} runs it and the plain yardstick beside it, on the
 * same database server, and what both cost in processor time and memory.
 */
@NullMarked
package dev.mcsync.infra.proof.bench.subject;

import org.jspecify.annotations.NullMarked;
