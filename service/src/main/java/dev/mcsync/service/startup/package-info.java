/**
 * What the start of every program of ours has in common. A service is a class with {@link
 * dev.mcsync.service.startup.McService} that {@link dev.mcsync.service.startup.ServiceStart}
 * starts; the rest Spring Boot finds by itself in {@code META-INF/spring.factories}.
 */
@NullMarked
package dev.mcsync.service.startup;

import org.jspecify.annotations.NullMarked;
