package dev.mcsync.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class OriginCheckTest {

    private static final OriginCheck OWN = new OriginCheck(List.of());
    private static final OriginCheck NAMED = new OriginCheck(List.of("https://board.example.com"));

    @Test
    void aPageOfTheSameHostIsAllowed() {
        assertThat(OWN.isAllowed(headers("http://127.0.0.1:8080", "127.0.0.1:8080"))).isTrue();
        assertThat(OWN.isAllowed(headers("https://Board.example.com", "board.example.com")))
                .isTrue();
    }

    @Test
    void aPageOfAnotherHostIsNot() {
        assertThat(OWN.isAllowed(headers("http://evil.example", "board.example.com"))).isFalse();
        assertThat(OWN.isAllowed(headers("http://board.example.com:81", "board.example.com")))
                .isFalse();
        assertThat(
                        OWN.isAllowed(
                                headers(
                                        "http://board.example.com.evil.example",
                                        "board.example.com")))
                .isFalse();
        assertThat(OWN.isAllowed(headers("null", "board.example.com"))).isFalse();
        assertThat(OWN.isAllowed(headers("http://[", "board.example.com"))).isFalse();
        assertThat(OWN.isAllowed(headers("file://board.example.com", "board.example.com")))
                .isFalse();
    }

    @Test
    void behindAProxyTheHostThatItForwardsCounts() {
        HttpHeaders headers = headers("https://board.example.com", "10.0.0.7:8084");
        headers.add("X-Forwarded-Host", "board.example.com, inner.example");

        assertThat(OWN.isAllowed(headers)).isTrue();
    }

    @Test
    void whereOriginsAreNamedOnlyTheyAreAllowed() {
        assertThat(NAMED.isAllowed(headers("https://board.example.com", "x"))).isTrue();
        assertThat(NAMED.isAllowed(headers("http://board.example.com", "board.example.com")))
                .isFalse();
        assertThat(NAMED.isAllowed(headers("https://other.example", "other.example"))).isFalse();
    }

    @Test
    void aClientWithoutAnOriginIsNoBrowser() {
        assertThat(NAMED.isAllowed(new HttpHeaders())).isTrue();
    }

    @Test
    void twoOriginsAreNone() {
        HttpHeaders headers = headers("http://a.example", "a.example");
        headers.add(HttpHeaders.ORIGIN, "http://evil.example");

        assertThat(OWN.isAllowed(headers)).isFalse();
    }

    private static HttpHeaders headers(String origin, String host) {
        HttpHeaders headers = new HttpHeaders();
        headers.add(HttpHeaders.ORIGIN, origin);
        headers.add(HttpHeaders.HOST, host);
        return headers;
    }
}
