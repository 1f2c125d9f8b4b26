package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Answer;
import dev.mcsync.notifier.discord.Reply;
import dev.mcsync.notifier.discord.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Answers by a script, and well at its end. Keeps what was posted and when. */
public final class ScriptedWebhook implements Webhook {

    public record Post(String content, Instant at) {}

    private final InstantSource clock;
    private final Queue<Reply> script = new ArrayDeque<>();
    private final List<Post> posts = new ArrayList<>();
    private final Map<String, Answer> refused = new HashMap<>();

    public ScriptedWebhook(InstantSource clock) {
        this.clock = clock;
    }

    public void next(Answer answer) {
        next(new Reply(answer, Duration.ZERO, false));
    }

    public void next(Reply reply) {
        script.add(reply);
    }

    /** Outside of the script, every message that begins so is answered so. */
    public void refuse(String beginning, Answer answer) {
        refused.put(beginning, answer);
    }

    public List<String> posted() {
        return posts.stream().map(Post::content).toList();
    }

    public List<Post> posts() {
        return List.copyOf(posts);
    }

    @Override
    public Mono<Reply> post(String content) {
        return Mono.fromSupplier(() -> {
            posts.add(new Post(content, clock.instant()));
            @Nullable Reply scripted = script.poll();
            return scripted == null
                    ? new Reply(unscripted(content), Duration.ZERO, false)
                    : scripted;
        });
    }

    private Answer unscripted(String content) {
        return refused.entrySet().stream()
                .filter(each -> content.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new Answer.Delivered("m" + posts.size()));
    }
}
