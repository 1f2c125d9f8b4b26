/**
 * The product under proof: as one process, the way people run it, or with each service, broker and
 * database as a process of its own that can be killed, frozen and cut off.
 */
@NullMarked
package dev.mcsync.infra.proof.system;

import org.jspecify.annotations.NullMarked;
