/**
 * What the start of every program of ours has in common. Spring Boot finds it by itself in {@code
 * META-INF/spring.factories}; a service only has it on its class path.
 */
@NullMarked
package dev.mcsync.service.startup;

import org.jspecify.annotations.NullMarked;
