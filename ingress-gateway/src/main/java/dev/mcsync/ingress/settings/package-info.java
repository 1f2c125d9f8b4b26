/** The settings of the gateway, with their defaults and the rules between them. */
@NullMarked
package dev.mcsync.ingress.settings;

import org.jspecify.annotations.NullMarked;
