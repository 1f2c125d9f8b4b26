/**
 * The broker and the database of the integration tests: processes of this machine, or containers
 * with {@code -Dmc.testbed=docker}. Tests see addresses; which kind runs behind them stays hidden.
 * Beside them stand what holds in the architecture of every service, and what keeps its spans.
 */
@NullMarked
package dev.mcsync.infra.testbed;

import org.jspecify.annotations.NullMarked;
