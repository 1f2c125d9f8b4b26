/**
 * Makes every client of Kafka that the product has, services and tools alike. Hides what all of
 * them have in common; knows no Spring.
 */
@NullMarked
package dev.mcsync.service.kafka;

import org.jspecify.annotations.NullMarked;
