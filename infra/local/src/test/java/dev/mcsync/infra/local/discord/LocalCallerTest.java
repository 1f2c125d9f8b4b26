package dev.mcsync.infra.local.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalCallerTest {
    private final Headers headers = new Headers();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8090", "localhost", "[::1]:8090"})
    void aProgramOfThisMachineIsAnswered(String host) {
        headers.set("Host", host);
        headers.set("Content-Type", "application/json");

        assertThat(LocalCaller.refusal("POST", headers)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:8090", "127.0.0.1.evil.example", "", "localhost.:80:80"})
    void aNameOfSomebodyElseIsRefusedEvenForReading(String host) {
        headers.set("Host", host);

        assertThat(LocalCaller.refusal("GET", headers)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, 'null'",
        "Origin, http://127.0.0.1:9999",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Content-Type, text/plain;charset=UTF-8",
        "Content-Type, application/x-www-form-urlencoded"
    })
    void aPageOfAnotherSiteChangesNothing(String name, String value) {
        headers.set("Host", "127.0.0.1:8090");
        headers.set(name, value);

        assertThat(LocalCaller.refusal("POST", headers)).isPresent();
        assertThat(LocalCaller.refusal("DELETE", headers)).isPresent();
    }

    @Test
    void theSimulatorsOwnPageIsAnswered() {
        headers.set("Host", "127.0.0.1:8090");
        headers.set("Origin", "http://127.0.0.1:8090");
        headers.set("Sec-Fetch-Site", "same-origin");

        assertThat(LocalCaller.refusal("POST", headers)).isEmpty();
    }
}
