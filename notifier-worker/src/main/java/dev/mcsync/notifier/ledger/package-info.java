/**
 * What became of each event in each channel, in {@code discord_deliveries}, and the incidents that
 * a channel opens. Promises that an event is noted once, that a channel's messages are taken one at
 * a time in the order they became due, by one instance at a time, and that a message taken and not
 * settled is found again. Hides the SQL.
 */
@NullMarked
package dev.mcsync.notifier.ledger;

import org.jspecify.annotations.NullMarked;
