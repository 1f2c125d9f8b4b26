package dev.mcsync.service.call;

import dev.mcsync.contracts.json.ObjectWriter;
import java.util.function.Consumer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with a JSON object, which no cache keeps. */
public final class JsonAnswer {

    private JsonAnswer() {}

    public static Mono<ServerResponse> of(HttpStatus status, Consumer<ObjectWriter> members) {
        return of(ServerResponse.status(status), members);
    }

    /** For answers with headers of their own. */
    public static Mono<ServerResponse> of(
            ServerResponse.BodyBuilder response, Consumer<ObjectWriter> members) {
        ObjectWriter out = new ObjectWriter();
        members.accept(out);
        return response.cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(out.bytes());
    }
}
