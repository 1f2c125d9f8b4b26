package dev.mcsync.infra.testbed;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The settings of a service as it has them once it has started, without starting it: a test that
 * gives one by its name sees what becomes of it from there on.
 */
public final class GivenSettings {

    /** Without these no service starts; nothing listens there. */
    private static final Map<String, String> NEEDED =
            Map.of(
                    "mc.token", "a-token-that-is-long-enough",
                    "mc.kafka-bootstrap-servers", "127.0.0.1:1",
                    "mc.postgres-url", "postgresql://user:password@127.0.0.1:1/database");

    private GivenSettings() {}

    /**
     * @param lines such as {@code mc.max-clients=3}; all others have their defaults
     */
    public static <T> T of(Class<T> settings, String... lines) {
        Map<String, String> given = new HashMap<>(NEEDED);
        for (String line : lines) {
            int end = line.indexOf('=');
            given.put(line.substring(0, end), line.substring(end + 1));
        }
        return new Binder(new MapConfigurationPropertySource(given))
                .bindOrCreate(
                        settings.getAnnotation(ConfigurationProperties.class).prefix(), settings);
    }
}
