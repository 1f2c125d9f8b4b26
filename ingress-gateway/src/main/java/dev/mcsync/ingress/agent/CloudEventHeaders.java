package dev.mcsync.ingress.agent;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriUtils;

/** Reads the attributes of a CloudEvent out of a request's headers, as its binary mode has them. */
final class CloudEventHeaders {

    private static final String PREFIX = "ce-";
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private CloudEventHeaders() {}

    /** None when it is no CloudEvent. One that was sent twice is no value that anything accepts. */
    static Map<String, String> attributes(HttpHeaders headers) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String header : headers.headerNames()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(PREFIX)) {
                String attribute = name.substring(PREFIX.length());
                attributes.put(attribute, text(attribute, String.join(",", headers.get(header))));
            }
        }
        return attributes;
    }

    private static String text(String attribute, String value) {
        var quoted = QUOTED.matcher(value);
        String plain = quoted.matches() ? ESCAPE.matcher(quoted.group(1)).replaceAll("$1") : value;
        try {
            return UriUtils.decode(plain, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    GatewayProblems.invalidContent(
                            List.of(
                                    new FieldError(
                                            "/" + attribute, "expected percent-encoded UTF-8"))));
        }
    }
}
