package dev.mcsync.ingress.readside;

/**
 * What is known of an agent by whom would rather be without it.
 *
 * @param isListed whether it is on the list of agents
 * @param unfinished its tasks that wait, are under way, or will be tried again by themselves
 */
public record Workload(boolean isListed, long unfinished) {}
