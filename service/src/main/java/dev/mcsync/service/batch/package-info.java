/** Getting a batch past a record whose content the database refuses. Knows neither driver. */
@NullMarked
package dev.mcsync.service.batch;

import org.jspecify.annotations.NullMarked;
