package dev.mcsync.ingress.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One call of the description.
 *
 * @param path as it stands there, with its variables in braces
 * @param method in capitals
 * @param parameters those of the path included
 */
record Operation(String path, String method, YamlNode node, List<YamlNode> parameters) {

    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");

    static List<Operation> of(YamlNode document) {
        List<Operation> operations = new ArrayList<>();
        document.at("paths")
                .members()
                .forEach((path, item) ->
                        item.members()
                                .forEach((name, node) -> {
                                    if (METHODS.contains(name)) {
                                        operations.add(of(path, name, item, node));
                                    }
                                }));
        return operations;
    }

    String id() {
        return node.at("operationId").text();
    }

    String tag() {
        return node.at("tags").elements().getFirst().text();
    }

    /** Empty when everybody may call. */
    List<String> roles() {
        return node.at("x-roles").elements().stream().map(YamlNode::text).toList();
    }

    private static Operation of(String path, String method, YamlNode item, YamlNode node) {
        List<YamlNode> parameters = new ArrayList<>(item.at("parameters").elements());
        parameters.addAll(node.at("parameters").elements());
        return new Operation(path, method.toUpperCase(Locale.ROOT), node, parameters);
    }
}
