/** The whole product as a process of its own, to be started, killed and looked at from outside. */
@NullMarked
package dev.mcsync.infra.proof.system;

import org.jspecify.annotations.NullMarked;
