/**
 * The board for clients of the Model Context Protocol, as tools and resources over standard input
 * and output: for an agent that works by calls, and for whoever looks at tasks and makes them. All
 * that is of the protocol stays in here.
 */
@NullMarked
package dev.mcsync.infra.operator.mcp;

import org.jspecify.annotations.NullMarked;
