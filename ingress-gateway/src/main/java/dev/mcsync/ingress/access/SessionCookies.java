package dev.mcsync.ingress.access;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.access.AccessTokens.Holder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.web.server.ServerWebExchange;

/**
 * The session of a browser: a signed cookie that names the token it was opened with and says until
 * when. Nothing is kept here, so any gateway can read it; replacing the token ends it.
 */
final class SessionCookies {

    static final String NAME = "mc_session";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile("v1\\.([0-9a-f]{16})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final AccessTokens tokens;
    private final SecretKeySpec key;
    private final Duration lifetime;
    private final boolean needsTls;
    private final InstantSource clock;

    SessionCookies(
            AccessTokens tokens,
            String secret,
            Duration lifetime,
            boolean needsTls,
            InstantSource clock) {
        this.tokens = tokens;
        this.key =
                new SecretKeySpec(
                        ("mc-sync session key\n" + secret).getBytes(StandardCharsets.UTF_8),
                        ALGORITHM);
        this.lifetime = lifetime;
        this.needsTls = needsTls;
        this.clock = clock;
    }

    ResponseCookie open(Holder holder) {
        String claim =
                "v1." + holder.tokenId() + "." + clock.instant().plus(lifetime).getEpochSecond();
        return cookie(claim + "." + signature(claim), lifetime);
    }

    ResponseCookie close() {
        return cookie("", Duration.ZERO);
    }

    /** The token that the session was opened with, while both are valid. */
    Optional<Holder> find(ServerWebExchange exchange) {
        HttpCookie cookie = exchange.getRequest().getCookies().getFirst(NAME);
        return cookie == null ? Optional.empty() : holder(cookie.getValue());
    }

    private Optional<Holder> holder(String value) {
        Matcher form = FORM.matcher(value);
        if (!form.matches()) {
            return Optional.empty();
        }
        String claim = value.substring(0, form.start(3) - 1);
        boolean isOurs =
                MessageDigest.isEqual(
                        signature(claim).getBytes(StandardCharsets.US_ASCII),
                        form.group(3).getBytes(StandardCharsets.US_ASCII));
        Instant expiry = Instant.ofEpochSecond(Long.parseLong(form.group(2)));
        return isOurs && clock.instant().isBefore(expiry)
                ? tokens.findHolder(form.group(1))
                : Optional.empty();
    }

    private ResponseCookie cookie(String value, Duration maxAge) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(needsTls)
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
