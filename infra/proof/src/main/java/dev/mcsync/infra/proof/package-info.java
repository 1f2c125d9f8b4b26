/** The proof that the promise holds: whole systems run, killed and measured. */
@NullMarked
package dev.mcsync.infra.proof;

import org.jspecify.annotations.NullMarked;
