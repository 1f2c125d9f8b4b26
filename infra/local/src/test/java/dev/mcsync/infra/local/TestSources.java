package dev.mcsync.infra.local;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of this repository and what helps them, as they are written. */
final class TestSources {

    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path TESTS = Path.of("src", "test", "java");

    /** A module lies in the root or within another one. */
    private static final int DEEPEST_MODULE = 2;

    private static final Pattern WORD = Pattern.compile("\\w+");

    /** From its annotations to its end, which the formatter has in the column of its beginning. */
    private static final Pattern TEST =
            Pattern.compile(
                    "(?ms)^ {4}@(?:Parameterized)?Test\\b.*?^ {4}void (\\w+)\\(.*?^ {4}\\}$");

    /**
     * @param module its folder of tests
     */
    private record Source(Path module, Path file, String text) {

        static Source of(Path module, Path file) {
            try {
                return new Source(module, file, Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + file, e);
            }
        }

        String name() {
            return file.getFileName().toString().replaceFirst("\\.java$", "");
        }

        boolean hasTests() {
            return TEST.matcher(text).find();
        }
    }

    private final Map<String, List<Source>> byName;

    private TestSources(Map<String, List<Source>> byName) {
        this.byName = byName;
    }

    static TestSources read() {
        return new TestSources(
                walk(ROOT, DEEPEST_MODULE)
                        .map(module -> module.resolve(TESTS))
                        .filter(Files::isDirectory)
                        .flatMap(module ->
                                walk(module, Integer.MAX_VALUE)
                                        .filter(file -> file.toString().endsWith(".java"))
                                        .map(file -> Source.of(module, file)))
                        .collect(groupingBy(Source::name)));
    }

    /** The files of classes with this simple name, from the root. */
    List<String> filesOf(String type) {
        return sources(type).stream()
                .map(source -> ROOT.relativize(source.file()).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }

    /** The class without its other tests; empty where it has no such test. */
    Optional<String> find(String type, String test) {
        String text = only(type).text();
        return TEST.matcher(text).results().anyMatch(found -> found.group(1).equals(test))
                ? Optional.of(
                        TEST.matcher(text)
                                .replaceAll(found ->
                                        found.group(1).equals(test)
                                                ? Matcher.quoteReplacement(found.group())
                                                : ""))
                : Optional.empty();
    }

    /** The classes that it names, are of its own module and have no tests. */
    String helpersOf(String type) {
        Source test = only(type);
        return WORD.matcher(test.text())
                .results()
                .map(MatchResult::group)
                .distinct()
                .flatMap(word -> sources(word).stream())
                .filter(source -> source.module().equals(test.module()) && !source.hasTests())
                .map(Source::text)
                .collect(joining());
    }

    private Source only(String type) {
        List<Source> found = sources(type);
        if (found.size() != 1) {
            throw new IllegalArgumentException("Expected one " + type + ", found " + found.size());
        }
        return found.getFirst();
    }

    private List<Source> sources(String type) {
        return byName.getOrDefault(type, List.of());
    }

    private static Stream<Path> walk(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder, e);
        }
    }
}
