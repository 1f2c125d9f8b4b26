package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.kafka.Submitter;
import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.RequestTrace;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Whose request brought a fact.
 *
 * @param token that the request was made with
 * @param traceParent the place in a trace: the request's span, and where spans are not kept, the
 *     caller's where it names one, else a new one
 */
public record Sender(Holder token, TraceParent traceParent) {

    public static Sender of(ServerRequest request) {
        return new Sender(Caller.load(request).holder(), RequestTrace.of(request.exchange()));
    }

    List<Header> headers() {
        return new Submitter(token.tokenId(), token.name()).headers();
    }
}
