package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.Envelope;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.topic.CloudEvents;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.ReportType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What agents send, as CloudEvents 1.0: the envelope says what it has a name for. */
final class CloudEventCodec {

    static final String DATA = "data";

    private static final int MAX_ATTRIBUTE_LENGTH = 128;
    private static final String JSON = "application/json";

    /** How a type is spelt in an event, by how it is spelt on the envelope. */
    private static final Map<String, String> TYPES = types();

    private CloudEventCodec() {}

    static Decoded<AgentEvent> read(ObjectReader in) {
        String version = in.text("specversion", 1, MAX_ATTRIBUTE_LENGTH);
        if (version != null && !version.equals(CloudEvents.VERSION)) {
            in.fault("specversion", "expected " + CloudEvents.VERSION);
        }
        if (!isJson(in.optionalText("datacontenttype", 1, MAX_ATTRIBUTE_LENGTH))) {
            in.fault("datacontenttype", "expected " + JSON);
        }
        for (String name : new String[] {"id", "source", "type"}) {
            if (!in.has(name)) {
                in.fault(name, "required");
            }
        }
        String type = in.peekText("type").map(TYPES::get).orElse(null);
        if (in.has("type") && type == null) {
            return in.refuse("type", "expected one of " + TYPES.keySet());
        }
        return new Envelope(in, DATA)
                .says("id", "event_id")
                .says("source", "agent_id")
                .says("subject", "task_id")
                .says("time", "occurred_at")
                .says("type", "type", type)
                .open(AgentEventCodec::read);
    }

    /** JSON is UTF-8, whatever else a parameter says. */
    private static boolean isJson(@Nullable String contentType) {
        return contentType == null || contentType.split(";", 2)[0].strip().equalsIgnoreCase(JSON);
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        for (String report : WireNames.all(ReportType.class)) {
            types.put(CloudEvents.type("task." + report), report);
        }
        types.put(CloudEvents.type("agent." + Heartbeat.TYPE), Heartbeat.TYPE);
        return types;
    }
}
