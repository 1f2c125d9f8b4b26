/**
 * Hands every call that the gateway does not answer itself to the service behind that does. It
 * hides where the services are, and what they are told of the caller.
 */
@NullMarked
package dev.mcsync.ingress.routing;

import org.jspecify.annotations.NullMarked;
