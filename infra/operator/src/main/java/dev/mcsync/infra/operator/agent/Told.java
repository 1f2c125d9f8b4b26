package dev.mcsync.infra.operator.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Cancels and messages that need not be told again in the next call. For the newest of them there
 * is room in an address. Thread-safe.
 */
final class Told {

    /** Of the 4 KiB that a request's first line may have (characters). */
    private static final int ROOM = 3000;

    private static final int KEPT = 500;

    private final Deque<String> newestFirst = new ArrayDeque<>();

    /** Whether it is not among the last ones. */
    synchronized boolean add(String id) {
        if (newestFirst.contains(id)) {
            return false;
        }
        newestFirst.addFirst(id);
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
        return true;
    }

    /** With a question mark in front; empty when there is none. */
    synchronized String query() {
        StringBuilder query = new StringBuilder();
        Iterator<String> ids = newestFirst.iterator();
        while (ids.hasNext() && query.length() < ROOM) {
            query.append(query.isEmpty() ? "?acked=" : ",").append(ids.next());
        }
        return query.toString();
    }
}
