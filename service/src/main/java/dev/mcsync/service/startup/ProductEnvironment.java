package dev.mcsync.service.startup;

import java.util.HashMap;
import java.util.Map;
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
 * pass over, and the entries of a map may be written with underscores like any other setting.
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
        Map<String, Object> settings = new HashMap<>();
        variables.forEach((name, value) -> {
            settings.put(names.mapEntry(name).orElse(name), value);
        });
        return settings;
    }
}
