/**
 * What the inputs on the log must have made of the world: the rules of the state machine's document
 * a second time, on plain JSON, sharing with the product's deciders nothing but ids. Simulation and
 * chaos are judged by it.
 */
@NullMarked
package dev.mcsync.infra.proof.reference;

import org.jspecify.annotations.NullMarked;
