package dev.mcsync.infra.local.discord;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A message as Discord's API shows it, and, beside that, the {@code allowed_mentions} it was posted
 * with, which Discord does not tell.
 *
 * @param editedTimestamp null until the message is edited
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Message(
        String id,
        int type,
        String content,
        @JsonProperty("channel_id") String channelId,
        @JsonProperty("webhook_id") String webhookId,
        String timestamp,
        @JsonProperty("edited_timestamp") @Nullable String editedTimestamp,
        @JsonProperty("allowed_mentions") @Nullable JsonNode allowedMentions) {

    Message edited(String newContent, String at, @Nullable JsonNode newAllowedMentions) {
        return new Message(
                id, type, newContent, channelId, webhookId, timestamp, at, newAllowedMentions);
    }
}
