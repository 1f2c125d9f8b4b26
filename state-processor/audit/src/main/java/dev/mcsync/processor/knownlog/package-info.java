/**
 * Which log the database was read from: by the ids of its topics. A log that was made anew is told
 * from it before anything of it is applied, and accepted by a person. Knows nothing of the service.
 */
@NullMarked
package dev.mcsync.processor.knownlog;

import org.jspecify.annotations.NullMarked;
