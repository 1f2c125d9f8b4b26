/**
 * The names of things: what an id may look like, and how ids are made or derived. Nothing else in
 * the product builds an id from text.
 */
@NullMarked
package dev.mcsync.contracts.id;

import org.jspecify.annotations.NullMarked;
