/** Lets a person send a message again that was given up. Hides HTTP. */
@NullMarked
package dev.mcsync.notifier.resend;

import org.jspecify.annotations.NullMarked;
