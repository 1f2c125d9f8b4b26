package dev.mcsync.realtime.panel;

import java.util.Optional;
import java.util.stream.Stream;

/** The codings in which the build packs the panel's files, each beside the file itself. */
enum ContentCoding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz");

    private final String token;
    private final String ending;

    ContentCoding(String token, String ending) {
        this.token = token;
        this.ending = ending;
    }

    /** As HTTP names it. */
    String token() {
        return token;
    }

    static Optional<ContentCoding> ofName(String path) {
        return Stream.of(values()).filter(coding -> path.endsWith(coding.ending)).findFirst();
    }

    /** The name of the file that is packed in one of this name. */
    String unpacked(String path) {
        return path.substring(0, path.length() - ending.length());
    }
}
