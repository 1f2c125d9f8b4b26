package dev.mcsync.realtime.http;

import dev.mcsync.contracts.json.ObjectWriter;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** An object as the answer to a call; never kept by any cache. */
public final class JsonAnswer {

    private JsonAnswer() {}

    public static Mono<ServerResponse> ok(ObjectWriter body) {
        return ok(body.bytes());
    }

    public static Mono<ServerResponse> ok(byte[] json) {
        return ServerResponse.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json);
    }
}
