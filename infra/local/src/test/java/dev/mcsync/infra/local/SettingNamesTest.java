package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.service.startup.SettingNames;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
        return Stream.of(settings.getRecordComponents())
                .flatMap(component -> names(component, prefix + dashed(component.getName())));
    }

    /** A record of ours within the settings is a group of them, unless it is one value. */
    private static Stream<String> names(RecordComponent component, String name) {
        Class<?> type = component.getType();
        if (type.equals(Map.class)) {
            return Stream.of(name + (name.equals(WITH_DOTS) ? ".**" : ".*"));
        }
        if (type.equals(List.class)) {
            return Stream.of(name + "[]");
        }
        boolean isGroup = type.isRecord() && type.getRecordComponents().length > 1;
        return isGroup ? names(type, name + ".") : Stream.of(name);
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
