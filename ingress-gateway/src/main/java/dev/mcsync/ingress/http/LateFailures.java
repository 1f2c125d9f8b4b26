package dev.mcsync.ingress.http;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Hears of what fails in a request after its end, such as a connection that closes while its last
 * bytes are written. Reactor would log a trace for each, and any caller can bring it about.
 */
final class LateFailures {

    /** Where Reactor looks for somebody to tell of an error that came after the end. */
    private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

    private static final Logger log = LoggerFactory.getLogger(LateFailures.class);

    private LateFailures() {}

    static HttpHandler heardBeside(HttpHandler handler) {
        return (request, response) ->
                handler.handle(request, response)
                        .contextWrite(context ->
                                context.put(
                                        ON_ERROR_DROPPED,
                                        (Consumer<Throwable>) LateFailures::tell));
    }

    private static void tell(Throwable failure) {
        log.debug("A request failed after its end: {}", failure.toString());
    }
}
