package dev.mcsync.service.settings;

import static dev.mcsync.service.settings.SettingCheck.that;
import static dev.mcsync.service.settings.SettingCheck.within;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where spans go, {@code mc.tracing.*}.
 *
 * @param endpoint of a collector that takes OTLP over HTTP; absent or blank: there are no spans
 * @param sample of the traces that begin in the product, the part that is kept, from 0 to 1; who
 *     calls with a trace has decided for it
 * @param link to a trace, for people at the panel, with {@code {trace_id}} where its id belongs
 */
public record TracingSettings(
        @Nullable String endpoint, @DefaultValue("1.0") double sample, @Nullable String link) {

    /** As in an address a program would not find it: braces are none of its characters. */
    private static final String TRACE_ID = "{trace_id}";

    /** Where collectors take spans, unless the address says otherwise. */
    private static final String USUAL_PATH = "/v1/traces";

    public TracingSettings {
        endpoint = endpoint == null || endpoint.isBlank() ? null : endpoint;
        link = link == null || link.isBlank() ? null : link;
        within("mc.tracing.sample", 0.0, 1.0, sample);
        that(
                endpoint == null || isWeb(endpoint),
                "Expected mc.tracing.endpoint to be an http address with a host, found %s",
                endpoint == null ? "" : endpoint);
        that(
                link == null || (link.contains(TRACE_ID) && isWeb(link.replace(TRACE_ID, "0"))),
                "Expected mc.tracing.link to be an http address with a host and {trace_id}, found %s",
                link == null ? "" : link);
    }

    /** Empty where there is none. */
    public Optional<URI> collector() {
        return Optional.ofNullable(endpoint).map(URI::create).map(TracingSettings::withPath);
    }

    private static URI withPath(URI address) {
        return address.getPath().isEmpty() || address.getPath().equals("/")
                ? address.resolve(USUAL_PATH)
                : address;
    }

    private static boolean isWeb(String text) {
        try {
            URI address = URI.create(text);
            return ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
