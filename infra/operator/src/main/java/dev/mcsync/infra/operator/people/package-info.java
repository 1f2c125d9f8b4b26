/**
 * What a person does at a terminal instead of the panel: creates tasks, watches and moves them,
 * answers agents. It calls the public API and hides what of it a shell cannot use.
 */
@NullMarked
package dev.mcsync.infra.operator.people;

import org.jspecify.annotations.NullMarked;
