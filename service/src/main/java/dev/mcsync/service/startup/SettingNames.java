package dev.mcsync.service.startup;

import static java.util.Objects.requireNonNull;

import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The names of all settings of all services, and what else begins with {@code MC_}. Each service
 * knows all of them: one file of settings may serve the whole product.
 */
public final class SettingNames {
    private static final String RESOURCE = "setting-names.txt";
    private static final String PREFIX = "MC_";

    /** The scripts', the command line's, and those of the agents to copy. */
    private static final List<String> OF_TOOLS =
            List.of(
                    "MC_URL",
                    "MC_PORT",
                    "MC_CHROMIUM",
                    "MC_QUICK_START",
                    "MC_AGENT_ID",
                    "MC_STATE_DIR",
                    "MC_HEARTBEAT");

    /**
     * Midnight Commander's and MinIO's client's, and what Kubernetes tells of a service whose name
     * begins with {@code mc-}.
     */
    private static final Pattern STRANGERS =
            Pattern.compile(
                    "MC_(SID|TMPDIR|DATADIR|HOME|SKIN|PROFILE_ROOT|CONTROL_FILE|HOST_.+|CONFIG_DIR"
                            + "|(.+_)?SERVICE_(HOST|PORT)(_.+)?|.+_PORT(_[0-9]+_(TCP|UDP|SCTP)(_.+)?)?)");

    /** Ends the name of a map whose keys have dots. */
    private static final String DOTTED = ".**";

    /** What the services' files of settings read besides. */
    private static final Set<String> WITHOUT_PREFIX =
            Set.of("POSTGRES_URL", "KAFKA_BOOTSTRAP_SERVERS");

    private static final String IN_FILE = "_FILE";

    /** Canonical name by each spelling in the environment. */
    private final Map<String, String> bySpelling = new TreeMap<>();

    private final Map<String, MapSetting> mapsBySpelling = new TreeMap<>();
    private final Set<String> lists = new TreeSet<>();

    private SettingNames(List<String> names) {
        for (String name : names) {
            String stem = name.replaceAll("\\.\\*+$|\\[]$", "");
            for (String dash : List.of("_", "")) {
                String spelling = spelling(stem, dash);
                if (name.endsWith("*")) {
                    mapsBySpelling.put(spelling, new MapSetting(stem, name.endsWith(DOTTED)));
                } else {
                    bySpelling.put(spelling, stem);
                }
                if (name.endsWith("[]")) {
                    lists.add(spelling);
                }
            }
        }
    }

    /**
     * @param isDotted whether its keys are names with dots
     */
    private record MapSetting(String stem, boolean isDotted) {

        /** A key in capitals only is one in small letters: that is how variables are written. */
        String key(String rest) {
            if (isDotted) {
                return rest.toLowerCase(Locale.ROOT).replace('_', '.');
            }
            return rest.equals(rest.toUpperCase(Locale.ROOT))
                    ? rest.toLowerCase(Locale.ROOT)
                    : rest;
        }
    }

    public static SettingNames ofTheProduct() {
        return new SettingNames(lines());
    }

    /**
     * As they stand in the list: without {@code mc.}, with {@code .*} or {@code .**} for a map and
     * {@code []} for a list.
     */
    public static List<String> lines() {
        try (InputStream resource = SettingNames.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE, e);
        }
    }

    /**
     * @throws UnknownSettingException when the environment has a setting that no service knows
     */
    public void requireKnown(Map<String, ?> environment) {
        List<String> unknown =
                environment.keySet().stream()
                        .filter(name -> name.startsWith(PREFIX) && !isKnown(name))
                        .sorted()
                        .toList();
        if (!unknown.isEmpty()) {
            throw new UnknownSettingException(
                    unknown.stream().map(name -> name + meant(name)).toList());
        }
    }

    /**
     * The map settings of the product in the environment of a program that is no Spring
     * application.
     *
     * @param map its name without {@code mc.}
     */
    public Map<String, String> entriesOf(String map, Map<String, String> environment) {
        Map<String, String> entries = new TreeMap<>();
        environment.forEach((variable, value) ->
                entryOf(variable)
                        .filter(entry -> entry.map().equals(map))
                        .ifPresent(entry -> entries.put(entry.key(), value)));
        return entries;
    }

    /**
     * How Spring reads a variable that it would take for another setting: an entry of a map, such
     * as {@code mc.agent-tokens[agt_b]} for {@code MC_AGENT_TOKENS_agt_b}, which it would read in
     * lower case and with dots for underscores; and a setting that looks like one.
     */
    Optional<String> mapEntry(String variable) {
        Optional<String> alike =
                Optional.ofNullable(bySpelling.get(variable))
                        .filter(_ -> mapOf(variable).isPresent())
                        .map(name -> "mc." + name);
        return alike.or(() ->
                entryOf(variable).map(entry -> "mc.%s[%s]".formatted(entry.map(), entry.key())));
    }

    private record Entry(String map, String key) {}

    private Optional<Entry> entryOf(String variable) {
        return bySpelling.containsKey(variable)
                ? Optional.empty()
                : mapOf(variable)
                        .map(map ->
                                new Entry(
                                        map.getValue().stem(),
                                        map.getValue()
                                                .key(
                                                        variable.substring(
                                                                map.getKey().length() + 1))));
    }

    private Optional<Map.Entry<String, MapSetting>> mapOf(String variable) {
        return mapsBySpelling.entrySet().stream()
                .filter(map -> isEntry(variable, map.getKey()))
                .findFirst();
    }

    /**
     * The setting whose value lies in the file that the variable names: {@code MC_TOKEN} of {@code
     * MC_TOKEN_FILE}.
     */
    Optional<String> settingInFile(String variable) {
        return Optional.of(variable)
                .filter(name -> name.endsWith(IN_FILE) && !bySpelling.containsKey(name))
                .map(name -> name.substring(0, name.length() - IN_FILE.length()))
                .filter(name ->
                        WITHOUT_PREFIX.contains(name)
                                || bySpelling.containsKey(name)
                                || isWholeMap(name)
                                || (isOfKafka(name) && !isOfKafka(variable)));
    }

    /** The name, without {@code mc.}, of the map that the variable may spell out as JSON. */
    Optional<String> wholeMap(String variable) {
        return Optional.of(variable)
                .filter(this::isWholeMap)
                .map(name -> requireNonNull(mapsBySpelling.get(name)).stem());
    }

    private boolean isWholeMap(String variable) {
        MapSetting map = mapsBySpelling.get(variable);
        return map != null && !map.isDotted();
    }

    private boolean isOfKafka(String variable) {
        return entryOf(variable).filter(entry -> KafkaClients.isSetting(entry.key())).isPresent();
    }

    private boolean isKnown(String variable) {
        return bySpelling.containsKey(variable)
                || settingInFile(variable).isPresent()
                || isWholeMap(variable)
                || OF_TOOLS.contains(variable)
                || lists.contains(variable.replaceFirst("_[0-9]+$", ""))
                || mapOf(variable).isPresent()
                || STRANGERS.matcher(variable).matches();
    }

    private String meant(String variable) {
        return Likeness.nearest(
                        variable,
                        bySpelling.values().stream().map(known -> spelling(known, "_")).toList())
                .map(known -> " (did you mean " + known + "?)")
                .orElse("");
    }

    private static boolean isEntry(String variable, String map) {
        return variable.startsWith(map + "_") && variable.length() > map.length() + 1;
    }

    private static String spelling(String name, String dash) {
        return PREFIX + name.replace("-", dash).replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
