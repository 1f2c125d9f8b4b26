package dev.mcsync.infra.local;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

/** What a service answers when a setting is given too little, too much or nonsense. */
final class SettingRanges {

    /** Without these nothing is bound. */
    private static final Map<String, String> NEEDED =
            Map.of(
                    "mc.token", "a-token-that-is-long-enough-for-this",
                    "mc.kafka-bootstrap-servers", "127.0.0.1:1",
                    "mc.postgres-url", "postgresql://u:p@h/d");

    private static final Map<Class<?>, List<String>> EXTREMES =
            Map.of(
                    int.class, List.of("-1", "2000000000"),
                    double.class, List.of("-1", "2000000000"),
                    Duration.class, List.of("-1ms", "100000d"),
                    DataSize.class, List.of("0B", "100GB"),
                    URI.class, List.of("nonsense:"),
                    String.class, List.of(" ! "));

    private static final Pattern EXPECTED =
            Pattern.compile("Expected (?<key>mc\\.\\S+?)(?: \\(.*?\\))? (?<rule>.*?)(?:, .*)?");

    private final Class<?> settings;

    SettingRanges(Class<?> settings) {
        this.settings = settings;
    }

    /** In words; empty where it takes whatever comes. */
    String of(String name, Class<?> type) {
        Set<String> rules = new LinkedHashSet<>();
        for (String extreme : EXTREMES.getOrDefault(type, List.of())) {
            String key = "mc." + name;
            answer(key, extreme).flatMap(answer -> rule(key, answer)).ifPresent(rules::add);
        }
        return String.join(", ", rules);
    }

    private Optional<String> answer(String key, String value) {
        Map<String, String> properties = new TreeMap<>(NEEDED);
        properties.put(key, value);
        try {
            new Binder(new MapConfigurationPropertySource(properties))
                    .bind(
                            settings.getAnnotation(ConfigurationProperties.class).prefix(),
                            Bindable.of(settings));
            return Optional.empty();
        } catch (RuntimeException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return Optional.ofNullable(root.getMessage());
        }
    }

    /** Of an answer about another setting only which of the two may not be above the other. */
    private static Optional<String> rule(String key, String answer) {
        Matcher expected = EXPECTED.matcher(answer);
        if (!expected.matches()) {
            return Optional.empty();
        }
        String rule = expected.group("rule");
        String about = expected.group("key");
        if (about.equals(key)) {
            return Optional.of(readable(rule));
        }
        return rule.equals("of at most " + key)
                ? Optional.of("at least " + about)
                : Optional.empty();
    }

    /** Durations and sizes as a person writes them. */
    private static String readable(String rule) {
        String times =
                Pattern.compile("PT[0-9.HMS]+")
                        .matcher(rule)
                        .replaceAll(duration -> words(Duration.parse(duration.group())));
        return Pattern.compile("[0-9]+B")
                .matcher(times)
                .replaceAll(size -> DataSize.parse(size.group()).toKilobytes() + "KB")
                .replaceFirst("^of ", "");
    }

    private static String words(Duration duration) {
        if (duration.toHours() >= 48 && duration.toHours() % 24 == 0) {
            return duration.toDays() + "d";
        }
        return duration.toMillis() < 1_000
                ? duration.toMillis() + "ms"
                : duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
