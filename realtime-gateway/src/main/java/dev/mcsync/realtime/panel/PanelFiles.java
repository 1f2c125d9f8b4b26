package dev.mcsync.realtime.panel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.StreamUtils;

/** The built panel, read once into memory: a few hundred kilobytes that never change. */
final class PanelFiles {

    /**
     * @param forms of the same content, the shortest first; one of them is as it is
     * @param isHashed whether its name changes with its content, so that it may be kept for ever
     */
    record PanelFile(List<Form> forms, MediaType type, boolean isHashed) {

        PanelFile {
            forms =
                    forms.stream()
                            .sorted(Comparator.comparingInt(form -> form.content().length))
                            .toList();
        }

        Form shortest(AcceptedCodings accepted) {
            return forms.stream()
                    .filter(form -> form.coding().map(accepted::accept).orElse(true))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * @param coding nothing as it is
     */
    record Form(Optional<ContentCoding> coding, byte[] content) {}

    private static final String ROOT = "dev/mcsync/realtime/panel/dist/";
    private static final String INDEX = "index.html";

    private final Map<String, PanelFile> files;

    PanelFiles() {
        this(load());
    }

    /**
     * @param contents by their paths, packed ones too
     */
    PanelFiles(Map<String, byte[]> contents) {
        Map<String, List<Form>> forms = new HashMap<>();
        contents.forEach((path, content) -> {
            Optional<ContentCoding> coding = ContentCoding.ofName(path);
            String name = coding.map(each -> each.unpacked(path)).orElse(path);
            forms.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Form(coding, content));
        });
        this.files =
                forms.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        entry -> file(entry.getKey(), entry.getValue())));
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

    private static Map<String, byte[]> load() {
        Map<String, byte[]> found = new HashMap<>();
        try {
            for (Resource resource :
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + ROOT + "**/*.*")) {
                found.put(path(resource), StreamUtils.copyToByteArray(resource.getInputStream()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to read the panel's files", e);
        }
        return found;
    }

    private static String path(Resource resource) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(url.lastIndexOf(ROOT) + ROOT.length());
    }

    private static PanelFile file(String path, List<Form> forms) {
        MediaType type =
                MediaTypeFactory.getMediaType(path).orElse(MediaType.APPLICATION_OCTET_STREAM);
        return new PanelFile(forms, type, path.startsWith("assets/"));
    }
}
