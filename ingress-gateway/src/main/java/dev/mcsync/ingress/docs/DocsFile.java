package dev.mcsync.ingress.docs;

import dev.mcsync.contracts.codec.WireCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A file on the class path that everybody may read. A browser keeps it and asks whether it is still
 * the same. It is read when first asked for, so that no start waits for it, and kept packed.
 */
final class DocsFile implements HandlerFunction<ServerResponse> {

    private static final String GZIP = "gzip";
    private static final Pattern TAKES_GZIP =
            Pattern.compile("\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))");

    private record Packed(String tag, byte[] bytes) {}

    private final String name;
    private final MediaType type;
    private final Mono<Packed> packed;

    DocsFile(String name, String type) {
        this.name = name;
        this.type = MediaType.parseMediaType(type);
        this.packed =
                Mono.fromCallable(() -> pack(name))
                        .subscribeOn(Schedulers.boundedElastic())
                        .cache();
    }

    static InputStream open(String name) {
        InputStream found = DocsFile.class.getClassLoader().getResourceAsStream(name);
        if (found == null) {
            throw new IllegalStateException("Expected " + name + " on the class path, found none");
        }
        return found;
    }

    @Override
    public Mono<ServerResponse> handle(ServerRequest request) {
        return packed.flatMap(file ->
                request.checkNotModified(file.tag())
                        .switchIfEmpty(Mono.defer(() -> answer(request, file))));
    }

    private Mono<ServerResponse> answer(ServerRequest request, Packed file) {
        ServerResponse.BodyBuilder answer =
                ServerResponse.ok()
                        .contentType(type)
                        .eTag(file.tag())
                        .cacheControl(CacheControl.noCache())
                        .varyBy(HttpHeaders.ACCEPT_ENCODING);
        return takesGzip(request)
                ? answer.header(HttpHeaders.CONTENT_ENCODING, GZIP).bodyValue(file.bytes())
                : Mono.fromCallable(() -> plain(name))
                        .subscribeOn(Schedulers.boundedElastic())
                        .flatMap(answer::bodyValue);
    }

    private static boolean takesGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(encodings -> TAKES_GZIP.matcher(encodings).find());
    }

    /** The tag is weak: it is the same for the packed bytes and the plain ones. */
    private static Packed pack(String name) {
        byte[] plain = plain(name);
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Packed("W/\"" + WireCodec.hash(plain) + "\"", packed.toByteArray());
    }

    private static byte[] plain(String name) {
        try (InputStream content = open(name)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
