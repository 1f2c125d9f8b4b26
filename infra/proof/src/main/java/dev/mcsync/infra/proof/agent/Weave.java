package dev.mcsync.infra.proof.agent;

/**
 * Code that is put around one method.
 *
 * @param advice a class with methods annotated for Byte Buddy's {@code Advice}; its code is copied
 *     into the method, so all that it calls must be public
 */
record Weave(Place place, Class<?> advice) {}
