/**
 * One request to a Discord webhook, and what its answer means. Hides HTTP, and keeps the webhook's
 * address, which is a secret, out of every log and message.
 */
@NullMarked
package dev.mcsync.notifier.discord;

import org.jspecify.annotations.NullMarked;
