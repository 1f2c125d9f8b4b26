/**
 * Carries from gateway to gateway, on a topic of their own, which sessions were signed out: a
 * cookie is good at all of them, and its end must be heard at all of them.
 */
@NullMarked
package dev.mcsync.ingress.signout;

import org.jspecify.annotations.NullMarked;
