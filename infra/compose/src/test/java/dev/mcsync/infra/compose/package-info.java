/**
 * Holds the files of the containers and of the monitoring to the code: names, settings, topics and
 * metrics that exist, and what must not be given away.
 */
@NullMarked
package dev.mcsync.infra.compose;

import org.jspecify.annotations.NullMarked;
