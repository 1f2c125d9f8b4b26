/**
 * The records that were refused: finds them on {@code mc.rejected-events}, and sends them again to
 * where they came from. It hides how Kafka keeps them.
 */
@NullMarked
package dev.mcsync.infra.operator.rejected;

import org.jspecify.annotations.NullMarked;
