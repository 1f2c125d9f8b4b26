package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.kafka.Submitter;
import dev.mcsync.service.kafka.TraceParent;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Whose request brought a fact.
 *
 * @param token that the request was made with
 * @param traceParent the trace that it belongs to: the caller's where it names one, else a new one
 */
public record Sender(Holder token, TraceParent traceParent) {

    public static Sender of(ServerRequest request) {
        return new Sender(
                Caller.load(request).holder(),
                TraceParent.orFresh(request.headers().firstHeader(Headers.TRACEPARENT)));
    }

    List<Header> headers() {
        List<Header> headers =
                new ArrayList<>(new Submitter(token.tokenId(), token.name()).headers());
        headers.add(traceParent.header());
        return headers;
    }
}
