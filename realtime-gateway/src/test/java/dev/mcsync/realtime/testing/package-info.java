/**
 * What the tests of several packages share: sample records, a running gateway, and clients of it.
 */
@NullMarked
package dev.mcsync.realtime.testing;

import org.jspecify.annotations.NullMarked;
