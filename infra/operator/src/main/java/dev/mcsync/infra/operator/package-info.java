/**
 * What an operator uses on a running system, wherever it runs: the commands' common line, and the
 * program that has them and nothing else. Each command lies beside what it does.
 */
@NullMarked
package dev.mcsync.infra.operator;

import org.jspecify.annotations.NullMarked;
