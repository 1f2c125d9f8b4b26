package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Result.Link;
import java.util.List;
import java.util.regex.Pattern;

/** What came of a task. */
final class ResultCodec {

    /** What a browser follows without doing anything else: no javascript, no data, no file. */
    private static final Pattern WEB_ADDRESS = Pattern.compile("https?://[!-~]+");

    private ResultCodec() {}

    static Decoded<Result> read(ObjectReader in) {
        String text = in.optionalText("text", 1, Result.MAX_TEXT_LENGTH);
        List<Link> links = in.objects("links", ResultCodec::readLink);
        if (links.size() > Result.MAX_LINKS) {
            in.fault("links", "expected at most %d links".formatted(Result.MAX_LINKS));
        }
        return in.finish(() -> new Result(text, links));
    }

    static void write(ObjectWriter out, Result result) {
        out.text("text", result.text());
        if (!result.links().isEmpty()) {
            out.objects(
                    "links",
                    result.links(),
                    (link, value) -> link.text("url", value.url()).text("title", value.title()));
        }
    }

    private static Decoded<Link> readLink(ObjectReader in) {
        String url = in.text("url", 1, Link.MAX_URL_LENGTH);
        if (url != null && !WEB_ADDRESS.matcher(url).matches()) {
            in.fault("url", "expected an address that begins with http:// or https://, in ASCII");
        }
        String title = in.optionalText("title", 1, Link.MAX_TITLE_LENGTH);
        return in.finish(() -> new Link(requireNonNull(url), title));
    }
}
