package dev.mcsync.infra.proof.agent;

import dev.mcsync.notifier.discord.HttpWebhook;
import dev.mcsync.notifier.discord.WebhookUrl;
import java.time.Duration;

/**
 * The main class of a JVM with the agent: loads classes of the product, or comes by a failpoint.
 */
final class Visitor {

    static final String LOADS_ALL = "loads-all";
    static final String POSTS = "posts";

    private Visitor() {}

    /** Loads and initializes all classes that anything is woven into, which verifies their code. */
    public static void main(String[] args) throws ClassNotFoundException {
        if (args[0].equals(POSTS)) {
            post();
            return;
        }
        for (String type : ProofAgentTest.woven().map(Place::type).toList()) {
            Class.forName(type);
        }
    }

    /** Each call comes by {@link Failpoint#NOTIFIER_AFTER_CLAIM}; nothing is sent. */
    private static void post() {
        Duration unused = Duration.ofSeconds(1);
        try (HttpWebhook webhook =
                new HttpWebhook(WebhookUrl.parse("http://127.0.0.1:9/hook"), unused, unused)) {
            for (int i = 0; i < 10; i++) {
                webhook.post("hello");
                System.out.println("posted");
            }
        }
    }
}
