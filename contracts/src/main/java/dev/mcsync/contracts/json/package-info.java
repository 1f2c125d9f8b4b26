/**
 * Strict JSON: bytes in, checked values or a list of field errors out. It hides the JSON library;
 * nothing else in the product parses JSON that comes from outside.
 */
@NullMarked
package dev.mcsync.contracts.json;

import org.jspecify.annotations.NullMarked;
