/**
 * Tokens that are made, replaced and revoked while the system runs. It hides how they are said from
 * gateway to gateway; what they open is decided at the door.
 */
@NullMarked
package dev.mcsync.ingress.token;

import org.jspecify.annotations.NullMarked;
