/** What people do to tasks: create, move, retry and cancel, each answered with what it did. */
@NullMarked
package dev.mcsync.ingress.task;

import org.jspecify.annotations.NullMarked;
