/**
 * Tells Discord what happened: outcomes in, messages out, each once and in order. {@link
 * dev.mcsync.notifier.NotifierWorker} is the way in; this package holds the settings and puts the
 * parts together.
 */
@NullMarked
package dev.mcsync.notifier;

import org.jspecify.annotations.NullMarked;
