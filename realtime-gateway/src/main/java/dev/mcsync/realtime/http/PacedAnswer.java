package dev.mcsync.realtime.http;

import dev.mcsync.contracts.json.ObjectWriter;
import java.util.Iterator;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** An object as the answer to a call; never kept by any cache. */
public final class PacedAnswer {

    private PacedAnswer() {}

    public static Mono<ServerResponse> ok(ObjectWriter body) {
        return ok(body.bytes());
    }

    /** One that is too long for one piece leaves as fast as its reader takes it. */
    public static Mono<ServerResponse> ok(byte[] json) {
        return json.length <= JsonPieces.LENGTH
                ? head().bodyValue(json)
                : paced(PacedBody.slices(json));
    }

    /** Encoded as its reader takes it. */
    public static Mono<ServerResponse> ok(JsonPieces json) {
        Iterator<byte[]> pieces = json.iterator();
        byte[] first = pieces.next();
        return pieces.hasNext() ? paced(json) : head().bodyValue(first);
    }

    private static Mono<ServerResponse> paced(Iterable<byte[]> pieces) {
        return head().body((response, _) -> PacedBody.write(response, pieces));
    }

    private static ServerResponse.BodyBuilder head() {
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
    }
}
