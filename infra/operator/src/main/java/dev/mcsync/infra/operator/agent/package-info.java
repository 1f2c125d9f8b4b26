/**
 * The runner: makes an agent of any program. It takes commands, runs the program once for each,
 * turns what it prints into reports, and loses none of these, whatever is away or killed meanwhile.
 */
@NullMarked
package dev.mcsync.infra.operator.agent;

import org.jspecify.annotations.NullMarked;
