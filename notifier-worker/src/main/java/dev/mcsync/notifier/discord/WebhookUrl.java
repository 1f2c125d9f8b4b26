package dev.mcsync.notifier.discord;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of a webhook. Whoever knows it can post, so it shows only in {@link #revealed()}: not
 * in {@code toString}, nor in the message of an exception.
 */
public final class WebhookUrl {

    private final URI uri;

    private WebhookUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads a setting.
     *
     * @throws IllegalArgumentException when it is not an http or https address with a path; the
     *     message repeats none of it
     */
    public static WebhookUrl parse(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return new WebhookUrl(uri);
            }
        } catch (URISyntaxException _) {
            // Its message holds the address; the one below does not.
        }
        throw new IllegalArgumentException(
                "Expected http(s)://host/path in mc.discord-webhook-url, found something else (not"
                        + " shown: it may be a secret)");
    }

    /** The address to post to, secret and all; Discord then answers once the message is saved. */
    String revealed() {
        String query = uri.getRawQuery();
        String base = uri.toString().replaceFirst("[?#].*$", "");
        return base + (query == null ? "?wait=true" : "?" + query + "&wait=true");
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + "/***";
    }
}
