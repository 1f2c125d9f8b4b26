package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens.Holder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * The session of a browser: a signed cookie that says which token it was opened with and until when
 * it is good. Any gateway can read it, and renews it while it is used, up to the session's end.
 * Replacing the token ends it, and so does signing out at any gateway.
 */
final class SessionCookies {

    private static final String NAME = "mc_session";

    /** A copy of a cookie that nobody uses is worth nothing after this time. */
    static final Duration IDLE = Duration.ofHours(1);

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_BYTES = 16;
    private static final Pattern FORM =
            Pattern.compile(
                    "v2\\.([0-9a-f]{16})\\.([0-9a-f]{32})\\.([0-9]{1,12})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private static final Pattern WITH_PORT = Pattern.compile(".*:([0-9]{1,5})");

    /**
     * @param lifetime after which a session ends, however busy
     * @param needsTls whether browsers keep its cookies to TLS
     */
    record Terms(Duration lifetime, boolean needsTls) {}

    private final TokenRing tokens;
    private final SecretKeySpec key;
    private final Terms terms;
    private final InstantSource clock;
    private final EndedSessions ended;
    private final SecureRandom random = new SecureRandom();

    SessionCookies(
            TokenRing tokens,
            String secret,
            Terms terms,
            InstantSource clock,
            EndedSessions ended) {
        this.tokens = tokens;
        this.key =
                new SecretKeySpec(
                        ("mc-sync session key\n" + secret).getBytes(StandardCharsets.UTF_8),
                        ALGORITHM);
        this.terms = terms;
        this.clock = clock;
        this.ended = ended;
    }

    /**
     * A browser keeps cookies by host, whatever the port: installations that share a host are told
     * apart by the port that their address names.
     */
    static String nameFor(ServerHttpRequest request) {
        String host = request.getHeaders().getFirst(HttpHeaders.HOST);
        Matcher named = WITH_PORT.matcher(host == null ? "" : host);
        return named.matches() ? NAME + "_" + named.group(1) : NAME;
    }

    ResponseCookie open(ServerHttpRequest request, Holder holder) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Instant end = clock.instant().plus(terms.lifetime());
        return cookie(request, HexFormat.of().formatHex(id), holder, end);
    }

    /** Ends the session, if there is one, and takes the cookie away. */
    ResponseCookie close(ServerWebExchange exchange) {
        find(exchange).ifPresent(ended::end);
        return cookie(exchange.getRequest(), "", Duration.ZERO);
    }

    /** A cookie that is good for longer, once half of the time of this one has gone. */
    Optional<ResponseCookie> renew(ServerWebExchange exchange, Session session) {
        boolean isFresh =
                clock.instant().plus(IDLE.dividedBy(2)).isBefore(session.goodUntil())
                        || !session.goodUntil().isBefore(session.endsAt());
        return isFresh
                ? Optional.empty()
                : Optional.of(
                        cookie(
                                exchange.getRequest(),
                                session.id(),
                                session.holder(),
                                session.endsAt()));
    }

    /** Empty when it ran out or was ended, or its token is no longer one of ours. */
    Optional<Session> find(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpCookie cookie = request.getCookies().getFirst(nameFor(request));
        return cookie == null ? Optional.empty() : session(cookie.getValue());
    }

    /**
     * Whether a session is claimed while one that is found may have been ended by another gateway,
     * and one that is not found be good.
     */
    boolean isTooEarlyFor(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return request.getCookies().containsKey(nameFor(request))
                && !(ended.isComplete() && tokens.isComplete());
    }

    private Optional<Session> session(String value) {
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            return Optional.empty();
        }
        String claim = value.substring(0, form.start(5) - 1);
        boolean isOurs =
                MessageDigest.isEqual(
                        signature(claim).getBytes(StandardCharsets.US_ASCII),
                        form.group(5).getBytes(StandardCharsets.US_ASCII));
        Instant goodUntil = Instant.ofEpochSecond(Long.parseLong(form.group(3)));
        Instant endsAt = Instant.ofEpochSecond(Long.parseLong(form.group(4)));
        String id = form.group(2);
        return isOurs && clock.instant().isBefore(goodUntil) && !ended.contains(id)
                ? tokens.findHolder(form.group(1))
                        .map(holder -> new Session(holder, id, goodUntil, endsAt))
                : Optional.empty();
    }

    private ResponseCookie cookie(
            ServerHttpRequest request, String id, Holder holder, Instant endsAt) {
        Instant now = clock.instant();
        Instant idleEnd = now.plus(IDLE);
        Instant goodUntil = idleEnd.isBefore(endsAt) ? idleEnd : endsAt;
        String claim =
                String.join(
                        ".",
                        "v2",
                        holder.tokenId(),
                        id,
                        Long.toString(goodUntil.getEpochSecond()),
                        Long.toString(endsAt.getEpochSecond()));
        return cookie(request, claim + "." + signature(claim), Duration.between(now, goodUntil));
    }

    private ResponseCookie cookie(ServerHttpRequest request, String value, Duration maxAge) {
        return ResponseCookie.from(nameFor(request), value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(terms.needsTls())
                .path("/")
                .maxAge(maxAge)
                .build();
    }

    private String signature(String claim) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(claim.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Expected " + ALGORITHM + " in every JDK", e);
        }
    }
}
