package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.service.kafka.TraceParent;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The trace that a request belongs to: the caller's where it names one, else a new one. */
public final class RequestTrace {

    private RequestTrace() {}

    public static TraceParent of(ServerRequest request) {
        return TraceParent.orFresh(request.headers().firstHeader(Headers.TRACEPARENT));
    }
}
