/**
 * Spoils the network between two programs of this machine on demand, and counts what it did to
 * their bytes, so that a test can tell a fault that happened from one that did not.
 */
@NullMarked
package dev.mcsync.infra.backing.proxy;

import org.jspecify.annotations.NullMarked;
