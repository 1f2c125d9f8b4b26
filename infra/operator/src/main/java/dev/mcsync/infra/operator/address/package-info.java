/**
 * Which system a command is about: what its options name, else the environment, else {@code
 * .env.sync}, else whatever the program knows by itself.
 */
@NullMarked
package dev.mcsync.infra.operator.address;

import org.jspecify.annotations.NullMarked;
