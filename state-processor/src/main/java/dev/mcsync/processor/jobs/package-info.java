/**
 * Periodic jobs: when each runs, that only one processor runs it at a time, and what became of the
 * last run, as {@code cron_jobs} has it.
 */
@NullMarked
package dev.mcsync.processor.jobs;

import org.jspecify.annotations.NullMarked;
