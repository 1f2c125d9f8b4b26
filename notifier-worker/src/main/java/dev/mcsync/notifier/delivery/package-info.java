/**
 * Brings each channel's waiting deliveries to Discord: one message at a time, in order, as fast as
 * Discord wishes and for as long as it takes. Hides when to try again, and what to do with each
 * answer.
 */
@NullMarked
package dev.mcsync.notifier.delivery;

import org.jspecify.annotations.NullMarked;
