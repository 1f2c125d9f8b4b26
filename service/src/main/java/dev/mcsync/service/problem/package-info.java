/**
 * Problems, as RFC 9457 spells them: the one body, and the one place where a failure becomes an
 * answer. How a service words its own failures is its own.
 */
@NullMarked
package dev.mcsync.service.problem;

import org.jspecify.annotations.NullMarked;
