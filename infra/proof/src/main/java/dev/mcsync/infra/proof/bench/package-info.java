/**
 * Measurements that anyone can repeat: each starts what it measures and prints one line a figure.
 */
@NullMarked
package dev.mcsync.infra.proof.bench;

import org.jspecify.annotations.NullMarked;
