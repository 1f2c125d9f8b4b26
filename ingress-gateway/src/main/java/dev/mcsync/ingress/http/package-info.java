/**
 * Requests from the world: refuses what is none, reads bounded JSON bodies, and words the gateway's
 * problems. It hides how the web server spells either.
 */
@NullMarked
package dev.mcsync.ingress.http;

import org.jspecify.annotations.NullMarked;
