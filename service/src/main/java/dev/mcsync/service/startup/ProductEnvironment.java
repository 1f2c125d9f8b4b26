package dev.mcsync.service.startup;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the environment as a person writes it: what is misspelt stops the start, which Spring would
 * pass over; the entries of a map may be written with underscores like any other setting, or the
 * whole map as JSON; and what a file says that is named in place of a value is read from there.
 */
final class ProductEnvironment implements EnvironmentPostProcessor, Ordered {
    private static final String SOURCE =
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final SettingNames names = SettingNames.ofTheProduct();

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        PropertySource<?> found = sources.get(SOURCE);
        if (found instanceof SystemEnvironmentPropertySource source) {
            names.requireKnown(source.getSource());
            sources.replace(
                    SOURCE,
                    new SystemEnvironmentPropertySource(SOURCE, spelledOut(source.getSource())));
        }
    }

    /** Before Spring wraps the variables and reads the files of settings. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    private Map<String, Object> spelledOut(Map<String, Object> variables) {
        Map<String, String> texts = new HashMap<>();
        variables.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        Map<String, Object> settings = new HashMap<>();
        SettingFiles.resolved(texts).forEach((name, value) -> spellOut(name, value, settings));
        return settings;
    }

    private void spellOut(String name, String value, Map<String, Object> settings) {
        Optional<String> map = names.wholeMap(name);
        if (map.isEmpty()) {
            put(settings, names.mapEntry(name).orElse(name), value, name);
            return;
        }
        MapText.entries(name, value)
                .forEach((key, entry) ->
                        put(settings, "mc.%s[%s]".formatted(map.get(), key), entry, name));
    }

    private static void put(
            Map<String, Object> settings, String setting, String value, String variable) {
        if (settings.putIfAbsent(setting, value) != null) {
            throw new UnreadableSettingException(
                    "%s says %s, and another variable does so too".formatted(variable, setting));
        }
    }
}
