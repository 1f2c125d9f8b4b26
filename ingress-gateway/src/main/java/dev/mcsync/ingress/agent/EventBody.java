package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.settings.IngressSettings;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/**
 * A body that holds one event or many, in whichever of its forms an event may come.
 *
 * @param attributes of a CloudEvent that came in the request's headers; empty in the other forms
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record EventBody(Form form, Map<String, String> attributes, byte[] bytes) {

    private enum Form {
        PLAIN,
        /** A CloudEvent in binary mode: its attributes are headers. */
        BINARY,
        STRUCTURED,
        BATCH
    }

    static final int MAX_ARRAY_BYTES = 1024 * 1024;

    private static final MediaType STRUCTURED =
            MediaType.parseMediaType("application/cloudevents+json");
    private static final MediaType BATCH =
            MediaType.parseMediaType("application/cloudevents-batch+json");
    private static final List<MediaType> TYPES =
            List.of(MediaType.APPLICATION_JSON, STRUCTURED, BATCH);

    static Mono<EventBody> read(ServerRequest request) {
        return JsonBody.read(request, TYPES, MAX_ARRAY_BYTES)
                .map(bytes -> of(request.headers().asHttpHeaders(), bytes));
    }

    boolean isArray() {
        return switch (form) {
            case PLAIN -> StrictJson.looksLikeArray(bytes);
            case BATCH -> true;
            case BINARY, STRUCTURED -> false;
        };
    }

    Decoded<AgentEvent> event() {
        return switch (form) {
            case PLAIN, BATCH -> WireCodec.decodeAgentEvent(bytes);
            case BINARY -> WireCodec.decodeCloudEvent(attributes, bytes);
            case STRUCTURED -> WireCodec.decodeCloudEvent(bytes);
        };
    }

    /** Only where it is an array. */
    Decoded<List<Decoded<AgentEvent>>> events() {
        return form == Form.BATCH
                ? WireCodec.decodeCloudEvents(bytes, IngressSettings.MAX_EVENTS_IN_ARRAY)
                : WireCodec.decodeAgentEvents(bytes, IngressSettings.MAX_EVENTS_IN_ARRAY);
    }

    /** Where an event says who sent it. */
    String agentPlace() {
        return form == Form.PLAIN ? "/agent_id" : "/source";
    }

    String metaPlace() {
        return form == Form.PLAIN ? "/meta" : "/data/meta";
    }

    private static EventBody of(HttpHeaders headers, byte[] bytes) {
        MediaType type = headers.getContentType();
        if (STRUCTURED.equalsTypeAndSubtype(type)) {
            return new EventBody(Form.STRUCTURED, Map.of(), bytes);
        }
        if (BATCH.equalsTypeAndSubtype(type)) {
            return new EventBody(Form.BATCH, Map.of(), bytes);
        }
        Map<String, String> attributes = CloudEventHeaders.attributes(headers);
        return new EventBody(attributes.isEmpty() ? Form.PLAIN : Form.BINARY, attributes, bytes);
    }
}
