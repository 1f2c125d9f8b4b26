package dev.mcsync.service.kafka;

import dev.mcsync.contracts.topic.CloudEvents;
import dev.mcsync.contracts.topic.Headers;
import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * What every record that a service writes says of itself beside its value: the id, and CloudEvents
 * 1.0 in binary mode.
 */
public final class FactHeaders {

    private static final String SOURCE = "/mc-sync/";
    private static final Header JSON = TextHeader.of(Headers.CONTENT_TYPE, "application/json");
    private static final Header VERSION =
            TextHeader.of(Headers.CE_SPECVERSION, CloudEvents.VERSION);

    private final Header source;

    /**
     * @param service the name of its module
     */
    public FactHeaders(String service) {
        this.source = TextHeader.of(Headers.CE_SOURCE, SOURCE + service);
    }

    /**
     * @param eventId of the fact that the record is, or is about
     * @param kind such as {@code task.done}
     */
    public List<Header> of(String eventId, String kind) {
        return List.of(
                TextHeader.of(Headers.EVENT_ID, eventId),
                JSON,
                TextHeader.of(Headers.CE_ID, eventId),
                source,
                VERSION,
                TextHeader.of(Headers.CE_TYPE, CloudEvents.type(kind)));
    }
}
