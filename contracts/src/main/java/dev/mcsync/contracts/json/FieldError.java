package dev.mcsync.contracts.json;

/**
 * One thing wrong with an input.
 *
 * @param pointer JSON Pointer (RFC 6901) to the place; empty for the whole document
 * @param detail what was expected; never what was sent
 */
public record FieldError(String pointer, String detail) {}
