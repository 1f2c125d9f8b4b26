package dev.mcsync.infra.operator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

class DemoTextsTest {

    @ParameterizedTest
    @CsvSource({"en, EN", "pt, PT"})
    void aCommandNamesTheLanguageAsThePanelDoes(String code, DemoLanguage language) {
        var options = new DemoOptions();
        new CommandLine(
                        CommandLine.Model.CommandSpec.create()
                                .addMixin(
                                        "demo",
                                        CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--lang", code);

        assertThat(options.language()).isEqualTo(language);
    }

    @Test
    void bothLanguagesTellTheSameInWordsOfTheirOwn() {
        List<Job> english = DemoTexts.in(DemoLanguage.EN).jobs();
        List<Job> portuguese = DemoTexts.in(DemoLanguage.PT).jobs();

        assertThat(english).hasSameSizeAs(portuguese);
        assertThat(DemoTexts.in(DemoLanguage.EN).questions())
                .extracting(question -> question.options().size())
                .isEqualTo(
                        DemoTexts.in(DemoLanguage.PT).questions().stream()
                                .map(question -> question.options().size())
                                .toList());
        assertThat(english)
                .extracting(job -> job.messages().size())
                .isEqualTo(portuguese.stream().map(job -> job.messages().size()).toList());
        for (Function<Job, String> text :
                List.<Function<Job, String>>of(Job::title, Job::errorCode, Job::failure)) {
            assertThat(english.stream().map(text))
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(portuguese.stream().map(text).toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAgentSpeaksOfATaskInTheLanguageThatItWasCreatedIn(DemoLanguage created) {
        Job job = DemoTexts.in(created).jobs().get(4);

        for (DemoLanguage speaking : DemoLanguage.values()) {
            assertThat(DemoTexts.in(speaking).named(job.title(), new Random(1))).isEqualTo(job);
        }
    }

    @Test
    void aTaskThatPeopleMadeGetsAnyOfTheOwnLanguage() {
        DemoTexts texts = DemoTexts.in(DemoLanguage.EN);

        assertThat(texts.jobs()).contains(texts.named("Something else", new Random(1)));
    }
}
