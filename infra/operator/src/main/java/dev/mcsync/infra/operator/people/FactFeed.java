package dev.mcsync.infra.operator.people;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The facts of the ledger as they come. It remembers the newest that it read and asks for what is
 * before them, so that none is told twice and none is missed, however long nobody answered.
 */
final class FactFeed {
    static final int PAGE = 200;
    private static final int MOST_PAGES = 50;

    /** Facts are written by several transactions at once: one may appear below another. */
    private static final int REMEMBERED = 4 * PAGE;

    private final Calls calls;
    private final String address;
    private final Set<String> seen = new LinkedHashSet<>();
    private boolean truncated;

    private FactFeed(Calls calls, String address) {
        this.calls = calls;
        this.address = address;
    }

    static FactFeed ofAll(Calls calls) {
        return new FactFeed(calls, "/api/dashboard/activity");
    }

    static FactFeed ofTask(Calls calls, String taskId) {
        return new FactFeed(calls, Calls.path(taskId) + "/events");
    }

    /** The newest that fit, oldest first; what {@link #next} tells comes after them. */
    List<JsonNode> newest(int most, Predicate<JsonNode> wanted) throws InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        List<JsonNode> page = page("");
        List<JsonNode> first = page;
        truncated = false;
        for (int pages = 1; ; pages++) {
            page.stream().filter(wanted).limit(most - found.size()).forEach(found::add);
            if (page.size() < PAGE || found.size() == most) {
                break;
            }
            if (pages == MOST_PAGES) {
                truncated = true;
                break;
            }
            page = page(id(page.getLast()));
        }
        remember(first.reversed());
        return found.reversed();
    }

    /** What came since, oldest first; all there is when nothing was read before. */
    List<JsonNode> next() throws InterruptedException {
        List<JsonNode> fresh = new ArrayList<>();
        List<JsonNode> page = page("");
        truncated = false;
        for (int pages = 1; ; pages++) {
            page.stream().filter(fact -> !seen.contains(id(fact))).forEach(fresh::add);
            if (page.size() < PAGE || page.stream().anyMatch(fact -> seen.contains(id(fact)))) {
                break;
            }
            if (pages == MOST_PAGES) {
                truncated = true;
                break;
            }
            page = page(id(page.getLast()));
        }
        List<JsonNode> inOrder = fresh.reversed();
        remember(inOrder);
        return inOrder;
    }

    /** Whether the last reading ended before its time, for there was more than is read at once. */
    boolean isTruncated() {
        return truncated;
    }

    private List<JsonNode> page(String before) throws InterruptedException {
        String query = "?limit=" + PAGE + (before.isEmpty() ? "" : "&before=" + before);
        return List.copyOf(calls.get(address + query).path("events").values());
    }

    private void remember(List<JsonNode> inOrder) {
        inOrder.forEach(fact -> seen.add(id(fact)));
        var eldest = seen.iterator();
        for (int excess = seen.size() - REMEMBERED; excess > 0; excess--) {
            eldest.next();
            eldest.remove();
        }
    }

    private static String id(JsonNode fact) {
        return fact.path("event_id").asString("");
    }
}
