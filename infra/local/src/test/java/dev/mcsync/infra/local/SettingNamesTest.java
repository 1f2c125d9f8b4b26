package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.service.startup.SettingNames;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Name;

/** Here, where all services are on the class path. */
class SettingNamesTest {
    private static final List<String> RECORDS =
            List.of(
                    "dev.mcsync.ingress.settings.IngressSettings",
                    "dev.mcsync.processor.ProcessorSettings",
                    "dev.mcsync.notifier.NotifierSettings",
                    "dev.mcsync.realtime.RealtimeSettings");

    /** Its keys are Kafka's own names. */
    private static final String WITH_DOTS = "kafka";

    @Test
    void theListHoldsEverySettingOfEveryServiceAndNoOther() throws Exception {
        Stream.Builder<String> names = Stream.builder();
        for (String name : RECORDS) {
            names(Class.forName(name), "").forEach(names::add);
        }

        assertThat(SettingNames.lines())
                .as("setting-names.txt of service, one line for each setting")
                .containsExactlyInAnyOrderElementsOf(names.build().distinct().toList());
    }

    private static Stream<String> names(Class<?> settings, String prefix) {
        return Stream.of(settings.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .flatMap(field -> names(field, prefix + nameOf(field)));
    }

    /** A record of ours within the settings is a group of them, unless it is one value. */
    private static Stream<String> names(Field field, String name) {
        Class<?> type = field.getType();
        if (type.equals(Map.class)) {
            return Stream.of(name + (name.equals(WITH_DOTS) ? ".**" : ".*"));
        }
        if (type.equals(List.class)) {
            return Stream.of(name + "[]");
        }
        boolean isGroup = type.isRecord() && type.getRecordComponents().length > 1;
        return isGroup ? names(type, name.isEmpty() ? "" : name + ".") : Stream.of(name);
    }

    /** One without a name is a group whose settings stand among the others. */
    private static String nameOf(Field field) {
        Name given = field.getAnnotation(Name.class);
        return given == null ? dashed(field.getName()) : given.value();
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
