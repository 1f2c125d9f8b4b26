/**
 * What all HTTP endpoints share: reading parameters strictly, and answering in JSON as fast as it
 * is read. No input is ever echoed.
 */
@NullMarked
package dev.mcsync.realtime.http;

import org.jspecify.annotations.NullMarked;
