package dev.mcsync.notifier.discord;

import java.util.Collections;
import java.util.Set;

/**
 * Whose fault a refusal is. Discord's own code decides where there is one, since a status alone
 * stands for many faults; the status decides for the rest, such as the pages of what stands before
 * Discord. A code that is not here is never taken as a reason to stop a channel or give a message
 * up at once.
 */
final class Judgement {

    /** A limit, an overload, or an edge that blocks for a while, whatever the status. */
    private static final Set<Integer> PASSING =
            Set.of(
                    20016, // slow mode
                    20028, // write limit of the channel
                    20029, // write limit of the server
                    40004, // sending is disabled for a time
                    40006, // the feature is disabled for a time
                    40062, // the service is rate limited
                    40333, // the edge does not let the request in
                    110001, // not yet available
                    130000); // overloaded

    /** Of the webhook, its channel or its server: true of every message, until it is mended. */
    private static final Set<Integer> OF_THE_CHANNEL =
            Set.of(
                    10003, // unknown channel
                    10004, // unknown server
                    10012, // unknown token
                    10015, // unknown webhook
                    10016, // unknown webhook service
                    10087, // unknown tag
                    20012, // not authorized for the application
                    40001, // unauthorized
                    40002, // the account is to be verified
                    40007, // banned
                    40012, // the connection was revoked
                    40058, // no messages in a forum
                    40067, // a forum that wants a tag
                    50001, // missing access
                    50003, // not in a direct channel
                    50008, // no text channel
                    50009, // verification level
                    50013, // missing permission
                    50014, // invalid token
                    50024, // not in such a channel
                    50025, // invalid access token
                    50027, // invalid webhook token
                    50041, // invalid version in the address
                    50067, // invalid origin
                    50073, // a system webhook
                    50083, // archived thread
                    50095, // server not available here
                    160005, // locked thread
                    160006, // too many threads
                    160007, // too many announcement threads
                    220001, // a forum that wants a thread
                    220002, // a thread by name and by id
                    220003, // a thread where there is no forum
                    220004); // no webhooks in forums

    /** Of what the message says. */
    private static final Set<Integer> OF_THE_MESSAGE =
            Set.of(
                    20009, // explicit content
                    40005, // too large
                    50006, // empty
                    50035, // invalid form body
                    50045, // file too large
                    50046, // invalid file
                    50068, // invalid type
                    50109, // invalid JSON
                    200000, // blocked by moderation
                    200001, // title blocked by moderation
                    240000); // harmful links

    /**
     * Parts of the form that come from the webhook's address, and so are wrong of every message.
     */
    private static final Set<String> FIELDS_OF_THE_ADDRESS =
            Set.of("webhook_id", "webhook_token", "thread_id", "thread_name", "applied_tags");

    private Judgement() {}

    static Answer of(int status, DiscordBody body) {
        if (status >= 200 && status < 300) {
            return new Answer.Delivered(body.messageId());
        }
        Refusal refusal = new Refusal(status, body.code(), body.says());
        if (status == 429) {
            return new Answer.RateLimited();
        }
        if (status >= 500 || PASSING.contains(body.code())) {
            return new Answer.Unavailable(refusal);
        }
        if (OF_THE_CHANNEL.contains(body.code()) || blamesTheAddress(body)) {
            return new Answer.Closed(refusal);
        }
        return OF_THE_MESSAGE.contains(body.code())
                ? new Answer.Malformed(refusal)
                : byStatus(status, refusal);
    }

    /** A 403 without a code that is known is the edge's, which lets in again what it kept out. */
    private static Answer byStatus(int status, Refusal refusal) {
        return switch (status) {
            case 403, 408, 425 -> new Answer.Unavailable(refusal);
            case 401, 404, 405, 410 -> new Answer.Closed(refusal);
            default -> status < 400 ? new Answer.Closed(refusal) : new Answer.Unclear(refusal);
        };
    }

    private static boolean blamesTheAddress(DiscordBody body) {
        return !Collections.disjoint(body.faultyFields(), FIELDS_OF_THE_ADDRESS);
    }
}
