/**
 * Folds the log of facts into PostgreSQL and publishes what each fact did. This package only puts
 * the parts together.
 */
@NullMarked
package dev.mcsync.processor;

import org.jspecify.annotations.NullMarked;
