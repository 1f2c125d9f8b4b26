/**
 * Bodies in, answers and problems out: reads bounded JSON bodies and writes RFC 9457 problems for
 * every failure, the framework's own included. It hides how the web server spells either.
 */
@NullMarked
package dev.mcsync.ingress.http;

import org.jspecify.annotations.NullMarked;
