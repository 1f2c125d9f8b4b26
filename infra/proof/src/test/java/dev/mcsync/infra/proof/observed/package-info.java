/** The product under the eyes of Prometheus. */
@NullMarked
package dev.mcsync.infra.proof.observed;

import org.jspecify.annotations.NullMarked;
