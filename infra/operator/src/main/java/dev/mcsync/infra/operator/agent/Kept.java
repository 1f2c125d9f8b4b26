package dev.mcsync.infra.operator.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The newest reports of an agent, as many as need little room. */
final class Kept {

    private static final int MOST = 64;

    /** Of all of them (characters); well below the size at which a journal is written anew. */
    private static final int ROOM = 256 * 1024;

    private final Map<String, ObjectNode> reports = new LinkedHashMap<>();
    private int length;

    /** In the order in which they were made. */
    List<ObjectNode> all() {
        return List.copyOf(reports.values());
    }

    List<ObjectNode> of(String commandId) {
        return reports.values().stream()
                .filter(report -> report.path("command_id").asString().equals(commandId))
                .toList();
    }

    void add(ObjectNode report) {
        String id = report.path("event_id").asString();
        forget(id);
        reports.put(id, report);
        length += report.toString().length();
        while (reports.size() > MOST || length > ROOM) {
            forget(reports.keySet().iterator().next());
        }
    }

    private void forget(String id) {
        ObjectNode report = reports.remove(id);
        if (report != null) {
            length -= report.toString().length();
        }
    }
}
