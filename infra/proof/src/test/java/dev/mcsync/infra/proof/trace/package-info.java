/** Traces of the whole product, as a collector gets them. */
@NullMarked
package dev.mcsync.infra.proof.trace;

import org.jspecify.annotations.NullMarked;
