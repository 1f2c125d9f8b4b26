package dev.mcsync.infra.local;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;

/** The page of all settings, as the records that hold them say and do. */
final class SettingsPage {

    /** In the order of the column of services. */
    private static final Map<String, String> SERVICES =
            new TreeMap<>(
                    Map.of(
                            "g", "ingress-gateway dev.mcsync.ingress.settings.IngressSettings",
                            "n", "notifier-worker dev.mcsync.notifier.NotifierSettings",
                            "p", "state-processor dev.mcsync.processor.ProcessorSettings",
                            "r", "realtime-gateway dev.mcsync.realtime.RealtimeSettings"));

    private static final Pattern PARAM =
            Pattern.compile("@param (\\w+) (.*?)(?=@param|\\*/)", Pattern.DOTALL);

    private static final Path ROOT = Path.of("..", "..");

    /** The module of groups that several services have. */
    private static final String SHARED = "service";

    private record Setting(
            String name, String type, String standard, String range, String meaning) {}

    private final Map<String, Setting> settings = new TreeMap<>();
    private final Map<String, String> services = new TreeMap<>();

    /** Reads all of them. */
    static SettingsPage read() {
        SettingsPage page = new SettingsPage();
        SERVICES.forEach((letter, service) -> {
            String[] parts = service.split(" ", -1);
            Class<?> type = classOf(parts[1]);
            page.add(new Owner(letter, parts[0], new SettingRanges(type)), type, "");
        });
        return page;
    }

    /** The names of those that nothing says anything about. */
    List<String> unexplained() {
        return settings.values().stream()
                .filter(setting -> setting.meaning().isEmpty())
                .map(Setting::name)
                .toList();
    }

    /** Their names by what they are called in the environment, in the order of the page. */
    Map<String, String> namesByVariable() {
        Map<String, String> names = new LinkedHashMap<>();
        settings.keySet().forEach(name -> names.put(variable(name).split("`", -1)[0], name));
        return names;
    }

    String text(String head) {
        return head
                + "| environment | services | type | default | must be | meaning |\n"
                + "|---|---|---|---|---|---|\n"
                + settings.values().stream().map(this::line).collect(joining("\n", "", "\n"));
    }

    private String line(Setting setting) {
        return "| `%s` | %s | %s | %s | %s | %s |"
                .formatted(
                        variable(setting.name()),
                        services.get(setting.name()),
                        setting.type(),
                        setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`",
                        setting.range(),
                        setting.meaning());
    }

    private record Owner(String letter, String module, SettingRanges ranges) {}

    private void add(Owner owner, Class<?> group, String prefix) {
        Map<String, String> meanings = meanings(owner.module(), group);
        for (RecordComponent component : group.getRecordComponents()) {
            String name = prefix + nameOf(group, component);
            Class<?> type = component.getType();
            if (type.isRecord() && type.getRecordComponents().length > 1) {
                add(owner, type, name.isEmpty() ? "" : name + ".");
                continue;
            }
            services.merge(name, owner.letter(), String::concat);
            settings.merge(
                    name,
                    new Setting(
                            name,
                            word(type),
                            standard(component),
                            owner.ranges().of(name, type),
                            meanings.getOrDefault(component.getName(), "")),
                    SettingsPage::fuller);
        }
    }

    /** One without a name is a group whose settings stand among the others. */
    private static String nameOf(Class<?> group, RecordComponent component) {
        try {
            Name given = group.getDeclaredField(component.getName()).getAnnotation(Name.class);
            return given == null ? dashed(component.getName()) : given.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Services may tell of one setting in different words; those of the first that has any. */
    private static Setting fuller(Setting first, Setting next) {
        return new Setting(
                first.name(),
                first.type(),
                first.standard().isEmpty() ? next.standard() : first.standard(),
                first.range().isEmpty() ? next.range() : first.range(),
                first.meaning().isEmpty() ? next.meaning() : first.meaning());
    }

    private static Map<String, String> meanings(String module, Class<?> group) {
        Path file =
                Stream.of(module, SHARED)
                        .map(each ->
                                ROOT.resolve(each)
                                        .resolve("src/main/java")
                                        .resolve(group.getName().replace('.', '/') + ".java"))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow();
        Map<String, String> meanings = new TreeMap<>();
        try {
            Matcher params = PARAM.matcher(Files.readString(file));
            while (params.find()) {
                meanings.putIfAbsent(
                        params.group(1),
                        params.group(2)
                                .replaceAll("\\s*\\*\\s*", " ")
                                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                                .replace("|", "\\|")
                                .strip());
            }
            return meanings;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static String standard(RecordComponent component) {
        Class<?> owner = component.getAccessor().getDeclaringClass();
        return constructorParameter(owner, component.getName())
                .map(DefaultValue::value)
                .map(values -> String.join(",", values))
                .orElse("");
    }

    private static Optional<DefaultValue> constructorParameter(Class<?> owner, String name) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : owner.getRecordComponents()) {
            names.add(component.getName());
        }
        return Arrays.stream(owner.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == names.size())
                .findFirst()
                .map(constructor -> constructor.getParameters()[names.indexOf(name)])
                .map(parameter -> parameter.getAnnotation(DefaultValue.class));
    }

    private static String word(Class<?> type) {
        if (type.equals(boolean.class) || type.equals(Boolean.class)) {
            return "`true` or `false`";
        }
        if (type.equals(int.class) || type.equals(double.class)) {
            return "number";
        }
        return Map.of(
                        "Duration",
                        "time",
                        "Secret",
                        "secret",
                        "URI",
                        "address",
                        "Map",
                        "map",
                        "List",
                        "list",
                        DataSize.class.getSimpleName(),
                        "size")
                .getOrDefault(type.getSimpleName(), "text");
    }

    private static String variable(String name) {
        String variable = "MC_" + name.replace('-', '_').replace('.', '_').toUpperCase(Locale.ROOT);
        return switch (name) {
            case "kafka-bootstrap-servers" -> "KAFKA_BOOTSTRAP_SERVERS` or `" + variable;
            case "postgres-url" -> "POSTGRES_URL` or `" + variable;
            case "kafka" -> "MC_KAFKA_*";
            case "agent-tokens" -> variable + "_*` or `" + variable;
            default -> variable;
        };
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
