/** What the web server of the processor has beside Spring Boot's settings. */
@NullMarked
package dev.mcsync.processor.http;

import org.jspecify.annotations.NullMarked;
