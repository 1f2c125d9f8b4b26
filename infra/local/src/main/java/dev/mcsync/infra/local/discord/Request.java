package dev.mcsync.infra.local.discord;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One call of the webhook and what became of it.
 *
 * @param number from 1, in the order of arrival
 * @param call method and, where it is not the webhook itself, the part behind it
 * @param fault what was done wrong with it, if anything
 * @param status that was answered; null when there was no answer
 * @param messageId of the message that was posted or edited; null when nothing was taken
 * @param isAmbiguous the message was taken, and the sender was not told
 * @param isTooEarly it came before the time that the last 429 told had passed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Request(
        long number,
        String at,
        String call,
        @Nullable String content,
        @Nullable String fault,
        @Nullable Integer status,
        @JsonProperty("message_id") @Nullable String messageId,
        @JsonProperty("ambiguous") boolean isAmbiguous,
        @JsonProperty("too_early") boolean isTooEarly) {

    Request answered(int answer, @Nullable String takenId) {
        return new Request(
                number, at, call, content, fault, answer, takenId, isAmbiguous, isTooEarly);
    }

    Request unanswered(@Nullable String takenId) {
        return new Request(
                number, at, call, content, fault, null, takenId, takenId != null, isTooEarly);
    }
}
