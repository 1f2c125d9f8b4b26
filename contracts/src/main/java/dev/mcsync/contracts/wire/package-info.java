/**
 * The words of the product: the facts about tasks and agents, what each did, and the task and agent
 * as the readers see them. Plain values without behaviour beyond their own.
 */
@NullMarked
package dev.mcsync.contracts.wire;

import org.jspecify.annotations.NullMarked;
