package dev.mcsync.infra.kubernetes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads YAML as kubectl does: any number of documents, and no key twice. */
final class Yaml {

    private Yaml() {}

    /** Of a file with one document. */
    static JsonNode read(Path file) {
        return parse(Repository.read(file)).getFirst();
    }

    /** Empty documents are none. */
    static List<JsonNode> parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonNode> documents = new ArrayList<>();
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(options))
                .loadAll(text)
                .forEach(document -> {
                    if (Objects.nonNull(document)) {
                        documents.add(JsonMapper.shared().valueToTree(document));
                    }
                });
        return documents;
    }
}
