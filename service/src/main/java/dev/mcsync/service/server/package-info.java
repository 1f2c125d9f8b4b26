/**
 * The web server of every service: what it bears from whom it talks to, and on which threads. A
 * service adds only what is its own.
 */
@NullMarked
package dev.mcsync.service.server;

import org.jspecify.annotations.NullMarked;
