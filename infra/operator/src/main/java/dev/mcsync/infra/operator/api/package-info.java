/**
 * A caller of the public API, and nothing more than any caller may do: what the demonstration and
 * the check see of a system, wherever it runs.
 */
@NullMarked
package dev.mcsync.infra.operator.api;

import org.jspecify.annotations.NullMarked;
