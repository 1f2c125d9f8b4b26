/**
 * One caller asks for more than its share while others go on: each flood is kept up for some
 * seconds, and what it costs the others is measured in time and memory.
 */
@NullMarked
package dev.mcsync.infra.proof.flood;

import org.jspecify.annotations.NullMarked;
