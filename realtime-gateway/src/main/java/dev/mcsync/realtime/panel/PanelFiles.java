package dev.mcsync.realtime.panel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.StreamUtils;

/** The built panel, read once into memory: a few hundred kilobytes that never change. */
final class PanelFiles {

    /**
     * @param isHashed whether its name changes with its content, so that it may be kept for ever
     */
    record PanelFile(byte[] content, MediaType type, boolean isHashed) {}

    private static final String ROOT = "dev/mcsync/realtime/panel/dist/";
    private static final String INDEX = "index.html";

    private final Map<String, PanelFile> files;

    PanelFiles() {
        this.files = load();
    }

    /**
     * @param path without a leading slash
     */
    Optional<PanelFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Nothing when the panel was left out of the build. */
    Optional<PanelFile> index() {
        return find(INDEX);
    }

    private static Map<String, PanelFile> load() {
        Map<String, PanelFile> found = new HashMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + ROOT + "**/*.*")) {
                String path = path(resource);
                found.put(path, file(path, resource));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read the panel's files", e);
        }
        return Map.copyOf(found);
    }

    private static String path(Resource resource) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf(ROOT) + ROOT.length());
    }

    private static PanelFile file(String path, Resource resource) throws IOException {
        MediaType type =
                MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return new PanelFile(
                StreamUtils.copyToByteArray(resource.getInputStream()),
                type,
                path.startsWith("assets/"));
    }
}
