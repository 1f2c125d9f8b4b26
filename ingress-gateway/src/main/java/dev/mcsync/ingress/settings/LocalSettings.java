package dev.mcsync.ingress.settings;

import dev.mcsync.service.settings.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What a local run tells the gateway that it starts, and nobody else does: these are no settings of
 * the environment.
 *
 * @param signInCode opens one session without a token, within half an hour of the start; null for
 *     none
 */
@ConfigurationProperties(prefix = "mc-local", ignoreUnknownFields = false)
public record LocalSettings(@Nullable Secret signInCode) {

    /** Null, too, where this is no local run: one gateway cannot know what another has spent. */
    public @Nullable String signInCodeOf(IngressSettings settings) {
        Secret code = signInCode;
        return code == null || !settings.local() ? null : code.value();
    }
}
