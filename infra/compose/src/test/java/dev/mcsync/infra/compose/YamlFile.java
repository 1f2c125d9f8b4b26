package dev.mcsync.infra.compose;

import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads YAML with anchors and merges resolved, as the programs that it is written for do. */
final class YamlFile {

    private YamlFile() {}

    static JsonNode read(Path file) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object tree = new Yaml(new SafeConstructor(options)).load(Repository.read(file));
        return JsonMapper.shared().valueToTree(tree);
    }
}
