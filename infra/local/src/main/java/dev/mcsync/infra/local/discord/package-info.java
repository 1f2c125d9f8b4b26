/**
 * A Discord of this machine: the webhook calls that the product makes, one channel that keeps what
 * was posted, a page that shows it, and faults on demand. It knows nothing of tasks and agents.
 */
@NullMarked
package dev.mcsync.infra.local.discord;

import org.jspecify.annotations.NullMarked;
