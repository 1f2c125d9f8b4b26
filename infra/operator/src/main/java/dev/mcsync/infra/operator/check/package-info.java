/**
 * The nine acceptance criteria, shown on a running system through what anybody with a token can see
 * of it: the API, the board's WebSocket and, where there is one, the Discord simulator.
 */
@NullMarked
package dev.mcsync.infra.operator.check;

import org.jspecify.annotations.NullMarked;
