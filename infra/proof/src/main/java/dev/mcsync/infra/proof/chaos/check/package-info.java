/**
 * Whether what is left is what should be: the rules of the product written a second time, by their
 * documents and without its code, and the invariants that follow.
 */
@NullMarked
package dev.mcsync.infra.proof.chaos.check;

import org.jspecify.annotations.NullMarked;
