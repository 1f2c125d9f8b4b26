/**
 * Agents that ask and a person who answers, one dialogue after the other, and how long each way
 * took.
 */
@NullMarked
package dev.mcsync.infra.proof.bench.dialogue;

import org.jspecify.annotations.NullMarked;
