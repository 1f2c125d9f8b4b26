package dev.mcsync.notifier.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Discord reads one line: at each place the first rule that fits, as its clients have them. It
 * shares nothing with what it judges.
 */
final class RenderedMarkdown {

    sealed interface Piece {}

    record Text(String text) implements Piece {}

    /** Can be clicked; shown as the address. */
    record Link(String address) implements Piece {}

    /** Anything that shows as something else than what is written. */
    record Markup(String source) implements Piece {}

    private static final Pattern ESCAPE = Pattern.compile("\\\\([^0-9A-Za-z\\s])");
    private static final Pattern BRACKETED = Pattern.compile("<([^: >]+:/[^ >]+)>");
    private static final Pattern BARE = Pattern.compile("https?://[^\\s<]+[^<.,:;\"'\\])\\s]");
    private static final List<Pattern> MARKUP =
            List.of(
                    BARE,
                    Pattern.compile("\\*\\*(?s:.+?)\\*\\*|__(?s:.+?)__"),
                    Pattern.compile("\\*(?=\\S)[^*\\\\]*+(?:\\\\.[^*\\\\]*+)*+\\*"),
                    Pattern.compile("_[^_\\\\]*+(?:(?:\\\\.|__)[^_\\\\]*+)*+_(?!\\w)"),
                    Pattern.compile("~~(?s:.+?)~~|\\|\\|(?s:.+?)\\|\\||(`+)(?s:.+?)\\1"),
                    Pattern.compile("\\[[^\\]]*\\]\\([^)]+\\)"),
                    Pattern.compile("<(?:@[!&]?\\d|#\\d|a?:\\w+:\\d|t:\\d|/|id:)[^>]*>"),
                    Pattern.compile("@(?:everyone|here)"),
                    Pattern.compile(":(?:[\\w+-]*[A-Za-z+][\\w+-]*|100|1234):"),
                    Pattern.compile("^(?:#{1,3} |-# |>>> |> |[-*] |\\d+\\. )"));

    private RenderedMarkdown() {}

    static List<Piece> of(String line) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            Matcher escape = ESCAPE.matcher(line).region(at, line.length());
            Matcher link = BRACKETED.matcher(line).region(at, line.length());
            String markup = markupAt(line, at);
            if (escape.lookingAt()) {
                pieces.add(new Text(escape.group(1)));
                at = escape.end();
            } else if (link.lookingAt()) {
                pieces.add(new Link(link.group(1)));
                at = link.end();
            } else if (!markup.isEmpty()) {
                pieces.add(new Markup(markup));
                at += markup.length();
            } else {
                pieces.add(new Text(line.substring(at, at + 1)));
                at++;
            }
        }
        return pieces;
    }

    /** What a person reads. */
    static String text(List<Piece> pieces) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            switch (piece) {
                case Text(String plain) -> text.append(plain);
                case Link(String address) -> text.append(address);
                case Markup(String source) -> text.append('{').append(source).append('}');
            }
        }
        return text.toString().replace("\u200B", "");
    }

    private static String markupAt(String line, int at) {
        for (Pattern rule : MARKUP) {
            Matcher matcher = rule.matcher(line).region(at, line.length());
            matcher.useAnchoringBounds(false);
            if (matcher.lookingAt()) {
                return matcher.group();
            }
        }
        return "";
    }
}
