/** The panel's files as they were built, with the headers that keep a browser from harm. */
@NullMarked
package dev.mcsync.realtime.panel;

import org.jspecify.annotations.NullMarked;
