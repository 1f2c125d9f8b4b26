/**
 * What all HTTP endpoints share: reading parameters strictly, answering in JSON, and telling a
 * failure as problem+json (RFC 9457). No input is ever echoed.
 */
@NullMarked
package dev.mcsync.realtime.http;

import org.jspecify.annotations.NullMarked;
