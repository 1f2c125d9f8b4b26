package dev.mcsync.ingress.docs;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A place in a YAML document that may not be there; asking on from such a place is no error.
 *
 * @param value null when the place is not there
 * @param root the whole document, to which references within it refer
 */
record YamlNode(@Nullable Object value, @Nullable Object root) {

    private static final String REFERENCE = "$ref";

    static YamlNode parse(InputStream document) {
        Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(document);
        return new YamlNode(root, root);
    }

    /** Follows a reference that stands in the place of what is asked for. */
    YamlNode at(String name) {
        return value instanceof Map<?, ?> map
                ? new YamlNode(map.get(name), root).resolved()
                : new YamlNode(null, root);
    }

    boolean exists() {
        return value != null;
    }

    String text() {
        return value == null ? "" : value.toString();
    }

    /** By name, in the order of the document. */
    Map<String, YamlNode> members() {
        Map<String, YamlNode> members = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) ->
                    members.put(String.valueOf(name), new YamlNode(member, root).resolved()));
        }
        return members;
    }

    List<YamlNode> elements() {
        return value instanceof List<?> list
                ? list.stream().map(element -> new YamlNode(element, root).resolved()).toList()
                : List.of();
    }

    private YamlNode resolved() {
        return reference().map(this::follow).orElse(this);
    }

    private Optional<String> reference() {
        return value instanceof Map<?, ?> map && map.get(REFERENCE) instanceof String reference
                ? Optional.of(reference)
                : Optional.empty();
    }

    private YamlNode follow(String reference) {
        YamlNode found = new YamlNode(root, root);
        for (String name : reference.substring("#/".length()).split("/", -1)) {
            found = found.at(name);
        }
        if (!found.exists()) {
            throw new IllegalStateException("Expected a place at " + reference + ", found none");
        }
        return found;
    }
}
