package dev.mcsync.infra.backing.proxy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by kind of mode; safe for use by many threads. */
final class Tallies {
    private final Map<Class<? extends ProxyMode>, Tally> byMode = new ConcurrentHashMap<>();

    void accepted(ProxyMode mode) {
        add(mode, new Tally(1, 0, 0, 0));
    }

    void broken(ProxyMode mode) {
        add(mode, new Tally(0, 1, 0, 0));
    }

    void passed(ProxyMode mode, long bytes) {
        add(mode, new Tally(0, 0, bytes, 0));
    }

    void dropped(ProxyMode mode, long bytes) {
        add(mode, new Tally(0, 0, 0, bytes));
    }

    Tally of(Class<? extends ProxyMode> mode) {
        return byMode.getOrDefault(mode, Tally.NONE);
    }

    private void add(ProxyMode mode, Tally more) {
        byMode.merge(mode.getClass(), more, Tally::plus);
    }
}
