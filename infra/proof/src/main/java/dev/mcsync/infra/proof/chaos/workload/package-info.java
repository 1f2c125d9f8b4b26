/**
 * The load of a chaos run: lives of tasks written from a seed, with repeats, disorder and nonsense
 * in them, lived through HTTP and through Kafka, and a history of every call and its answer.
 */
@NullMarked
package dev.mcsync.infra.proof.chaos.workload;

import org.jspecify.annotations.NullMarked;
