package dev.mcsync.infra.operator.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that the demonstration says in one language.
 *
 * @param done with which a task ends well
 * @param restarted with which an agent gives up what it had before it started
 */
record DemoTexts(String done, Restarted restarted, List<Job> jobs) {
    private static final JsonMapper JSON = new JsonMapper();

    record Restarted(@JsonProperty("error_code") String errorCode, String message) {}

    DemoTexts {
        jobs = List.copyOf(jobs);
    }

    static DemoTexts in(DemoLanguage language) {
        String name = "texts-" + language.code() + ".json";
        try (InputStream texts = DemoTexts.class.getResourceAsStream(name)) {
            return JSON.readValue(Objects.requireNonNull(texts, name), DemoTexts.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Job any(RandomGenerator random) {
        return jobs.get(random.nextInt(jobs.size()));
    }

    /**
     * The one that a title stands for, in whatever language it was created; a task that people made
     * themselves gets any.
     */
    Job named(String title, RandomGenerator random) {
        return Arrays.stream(DemoLanguage.values())
                .flatMap(language -> in(language).jobs().stream())
                .filter(job -> title.startsWith(job.title()))
                .findFirst()
                .orElseGet(() -> any(random));
    }
}
