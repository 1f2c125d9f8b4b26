/** The description of the public calls, for programs and for people. */
@NullMarked
package dev.mcsync.ingress.docs;

import org.jspecify.annotations.NullMarked;
