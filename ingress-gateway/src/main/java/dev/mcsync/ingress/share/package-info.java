/**
 * What one caller may hold at a time of what all callers share: connections to the services behind
 * and memory. It hides how calls are told apart and counted; {@link
 * dev.mcsync.ingress.share.CallKind} tells the routing which connections a call may use.
 */
@NullMarked
package dev.mcsync.ingress.share;

import org.jspecify.annotations.NullMarked;
