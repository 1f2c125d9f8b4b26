/**
 * The topics: their names, keys and settings. The deployment creates them from here; nothing is
 * created by use.
 */
@NullMarked
package dev.mcsync.contracts.topic;

import org.jspecify.annotations.NullMarked;
