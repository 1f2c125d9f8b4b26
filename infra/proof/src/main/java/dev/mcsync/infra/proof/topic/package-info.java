/**
 * What lies on a topic, read without the product's own readers, and without leaving a trace on the
 * broker.
 */
@NullMarked
package dev.mcsync.infra.proof.topic;

import org.jspecify.annotations.NullMarked;
