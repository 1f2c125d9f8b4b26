package dev.mcsync.notifier.message;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A web address within a text. It is written between angle brackets, which Discord does not show:
 * nothing in it formats then, it can be clicked, and where it ends is not left to a guess.
 */
final class WebAddress {

    static final char OPENING = '<';
    static final char CLOSING = '>';

    /** To the next blank or character that is of no address; invisible ones are of none. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "https?://[\\p{L}\\p{N}\\[][^\\s<>\"`\\\\\\p{Cntrl}\\p{Cf}\\p{Z}]*",
                    Pattern.CASE_INSENSITIVE);

    /** The same address, and nobody is mentioned even by who reads the text without its markup. */
    private static final Pattern MENTION = Pattern.compile("@(?=everyone|here)");

    private static final String PUNCTUATION = ".,:;!?'";

    /** An underscore that Discord takes for the end of an emphasis, even here: of an odd run. */
    private static final Pattern ENDS_EMPHASIS =
            Pattern.compile("<https?://[^>]*?(?<!_)(?:__)*_(?!\\w)", Pattern.CASE_INSENSITIVE);

    private WebAddress() {}

    /** Whether an underscore before an address could begin what one within the address ends. */
    static boolean mayEndEmphasis(String line) {
        return ENDS_EMPHASIS.matcher(line).find();
    }

    /** The address that begins at a place, without the punctuation of the sentence around it. */
    static Optional<String> at(String text, int start) {
        Matcher matcher = ADDRESS.matcher(text).region(start, text.length());
        return matcher.lookingAt()
                ? Optional.of(withoutPunctuation(matcher.group()))
                : Optional.empty();
    }

    static String shown(String address) {
        return OPENING + MENTION.matcher(address).replaceAll("%40") + CLOSING;
    }

    /** A bracket is the sentence's where it has no partner in the address. */
    private static String withoutPunctuation(String address) {
        int end = address.length();
        while (isPunctuation(address.substring(0, end))) {
            end--;
        }
        return address.substring(0, end);
    }

    private static boolean isPunctuation(String address) {
        char last = address.charAt(address.length() - 1);
        return PUNCTUATION.indexOf(last) >= 0
                || (last == ')' && count(address, ')') > count(address, '('))
                || (last == ']' && count(address, ']') > count(address, '['));
    }

    private static long count(String address, char wanted) {
        return address.chars().filter(c -> c == wanted).count();
    }
}
