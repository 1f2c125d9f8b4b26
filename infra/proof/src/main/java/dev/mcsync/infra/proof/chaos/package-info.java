/**
 * The chaos run: a load that repeats and contradicts itself, a nemesis that kills, freezes and cuts
 * what carries it, and a checker that believes nobody.
 */
@NullMarked
package dev.mcsync.infra.proof.chaos;

import org.jspecify.annotations.NullMarked;
