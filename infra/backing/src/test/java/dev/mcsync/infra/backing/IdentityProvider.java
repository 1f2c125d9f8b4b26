package dev.mcsync.infra.backing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Gives each client a token in its own name, and tells brokers the key that it signs with. */
final class IdentityProvider implements AutoCloseable {

    static final String AUDIENCE = "mc-sync";

    private static final String KEY_ID = "key-1";
    private static final int KEY_BITS = 2_048;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final KeyPair key;

    private volatile String audience = AUDIENCE;
    private volatile Duration validFor = Duration.ofMinutes(5);
    private volatile KeyPair signedWith;

    private IdentityProvider(HttpServer server, KeyPair key) {
        this.server = server;
        this.key = key;
        this.signedWith = key;
    }

    static IdentityProvider start() {
        try {
            IdentityProvider provider =
                    new IdentityProvider(
                            HttpServer.create(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                            newKey());
            provider.server.createContext("/token", provider::giveToken);
            provider.server.createContext("/keys", provider::tellKeys);
            provider.server.start();
            return provider;
        } catch (IOException | GeneralSecurityException e) {
            throw new BackingFailedException("The identity provider does not start", e);
        }
    }

    String tokens() {
        return address() + "/token";
    }

    String keys() {
        return address() + "/keys";
    }

    /** As it is at the start: for the audience of the product, valid, signed with the known key. */
    void giveGoodTokens() {
        audience = AUDIENCE;
        validFor = Duration.ofMinutes(5);
        signedWith = key;
    }

    void giveTokensFor(String otherAudience) {
        audience = otherAudience;
    }

    void giveTokensThatHaveEnded() {
        validFor = Duration.ofMinutes(-5);
    }

    void signWithAnotherKey() throws GeneralSecurityException {
        signedWith = newKey();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void giveToken(HttpExchange exchange) throws IOException {
        String basic = exchange.getRequestHeaders().getFirst("Authorization");
        String client =
                new String(Base64.getDecoder().decode(basic.replaceFirst("Basic ", "")), UTF_8)
                        .replaceFirst(":.*", "");
        answer(
                exchange,
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}".formatted(token(client)));
    }

    private void tellKeys(HttpExchange exchange) throws IOException {
        RSAPublicKey known = (RSAPublicKey) key.getPublic();
        answer(
                exchange,
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"%s\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                        .formatted(
                                KEY_ID,
                                base64(known.getModulus()),
                                base64(known.getPublicExponent())));
    }

    private String token(String client) {
        Instant now = Instant.now();
        String content =
                base64("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"%s\"}".formatted(KEY_ID))
                        + "."
                        + base64(
                                "{\"sub\":\"%s\",\"aud\":\"%s\",\"scope\":\"log\",\"iat\":%d,\"exp\":%d}"
                                        .formatted(
                                                client,
                                                audience,
                                                now.minusSeconds(600).getEpochSecond(),
                                                now.plus(validFor).getEpochSecond()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signedWith.getPrivate());
            signature.update(content.getBytes(UTF_8));
            return content + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK signs with RSA", e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            byte[] body = json.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(KEY_BITS);
        return keys.generateKeyPair();
    }

    private static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    /** Without the byte that only says that the number is positive. */
    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
