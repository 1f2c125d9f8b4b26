/**
 * The decisions: what a fact does to a task or an agent. Pure: no I/O, clock, random or log;
 * everything comes in as a value and goes out as one.
 */
@NullMarked
package dev.mcsync.processor.core;

import org.jspecify.annotations.NullMarked;
