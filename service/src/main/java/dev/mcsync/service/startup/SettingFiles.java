package dev.mcsync.service.startup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Settings that lie in files, as Docker and Kubernetes hand out secrets: {@code NAME_FILE} names
 * the file that holds what {@code NAME} would say, but for a line break at its end.
 */
public final class SettingFiles {
    /** Above a chain of certificates; below what somebody names by mistake. */
    private static final int MAX_BYTES = 1024 * 1024;

    private static final SettingNames NAMES = SettingNames.ofTheProduct();

    private SettingFiles() {}

    /**
     * The same environment, with what the files say under the settings' own names.
     *
     * @throws UnreadableSettingException when a file cannot be read, holds nothing or no text, or
     *     the setting is there as well
     */
    public static Map<String, String> resolved(Map<String, String> environment) {
        Map<String, String> all = new TreeMap<>();
        environment.forEach((name, value) -> {
            Optional<String> setting = NAMES.settingInFile(name).filter(_ -> !value.isBlank());
            if (setting.isEmpty()) {
                all.putIfAbsent(name, value);
                return;
            }
            if (!environment.getOrDefault(setting.get(), "").isBlank()) {
                throw new UnreadableSettingException(
                        "%s and %s are both there; one of them is meant"
                                .formatted(setting.get(), name));
            }
            all.put(setting.get(), read(name, value.strip()));
        });
        return all;
    }

    private static String read(String name, String file) {
        try {
            Path path = Path.of(file);
            String text = text(name, path).replaceFirst("\\R\\z", "");
            if (text.isBlank()) {
                throw new UnreadableSettingException(
                        "%s names %s, which holds nothing".formatted(name, path));
            }
            return text;
        } catch (InvalidPathException e) {
            throw new UnreadableSettingException(
                    "%s names no file that there could be".formatted(name), e);
        } catch (CharacterCodingException e) {
            throw new UnreadableSettingException(
                    "%s names %s, which is no text in UTF-8".formatted(name, file), e);
        } catch (NoSuchFileException e) {
            throw new UnreadableSettingException(
                    "%s names %s, which is not there".formatted(name, file), e);
        } catch (IOException e) {
            throw new UnreadableSettingException(
                    "%s names %s, which cannot be read (%s)"
                            .formatted(name, file, e.getClass().getSimpleName()),
                    e);
        }
    }

    private static String text(String name, Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnreadableSettingException(
                        "%s names %s, which is larger than %,d bytes"
                                .formatted(name, path, MAX_BYTES));
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }
}
