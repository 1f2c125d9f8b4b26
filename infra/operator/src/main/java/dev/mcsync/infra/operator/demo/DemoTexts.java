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
 * @param asking what an agent says while it waits for a person
 * @param goingOn what it says once it has the answer, which takes the place of %s
 * @param restarted with which an agent gives up what it had before it started
 */
record DemoTexts(
        String done,
        Restarted restarted,
        String asking,
        @JsonProperty("going_on") String goingOn,
        List<Question> questions,
        List<Job> jobs) {
    private static final JsonMapper JSON = new JsonMapper();

    record Restarted(@JsonProperty("error_code") String errorCode, String message) {}

    /** What an agent may want to know, and what it would suggest. */
    record Question(String text, List<String> options) {

        Question {
            options = List.copyOf(options);
        }
    }

    DemoTexts {
        questions = List.copyOf(questions);
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

    Question anyQuestion(RandomGenerator random) {
        return questions.get(random.nextInt(questions.size()));
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
