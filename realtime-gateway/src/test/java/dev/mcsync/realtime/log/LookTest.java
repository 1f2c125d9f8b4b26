package dev.mcsync.realtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class LookTest {

    private final List<String> told = new ArrayList<>();
    private CompletableFuture<String> answer = CompletableFuture.completedFuture("far");
    private final Look look = Look.at("distance", () -> answer, told::add, () -> told.add("?"));

    @Test
    void anAnswerIsTold() {
        take(2);

        assertThat(told).containsExactly("far", "far");
    }

    @Test
    void aFewAnswersMayFailToCome() {
        take(1);
        fails();
        take(3);
        answer = CompletableFuture.completedFuture("near");
        take(1);
        fails();
        take(3);

        assertThat(told).containsExactly("far", "near");
    }

    @Test
    void whatNobodyAnswersForLongIsForgottenOnce() {
        take(1);
        fails();
        take(9);

        assertThat(told).containsExactly("far", "?");
    }

    private void fails() {
        answer = CompletableFuture.failedFuture(new TimeoutException("nobody answers"));
    }

    private void take(int times) {
        for (int i = 0; i < times; i++) {
            look.take().block();
        }
    }
}
