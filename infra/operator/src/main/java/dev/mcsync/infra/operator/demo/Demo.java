package dev.mcsync.infra.operator.demo;

import dev.mcsync.infra.operator.api.McApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Five agents and a team at work on a running system, until it is closed. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private static final List<String> AGENTS =
            List.of("agt_atlas", "agt_bussola", "agt_cometa", "agt_delta", "agt_eco");

    private final McApi api;
    private final List<Thread> threads;

    private Demo(McApi api, List<Thread> threads) {
        this.api = api;
        this.threads = List.copyOf(threads);
    }

    /** Owns the API from now on and closes it in the end. */
    public static Demo start(McApi api, DemoLanguage language) {
        return start(api, language, 1.0);
    }

    /** With everything so many times as fast as people could follow. */
    public static Demo start(McApi api, DemoLanguage language, double speed) {
        var patient = new PatientApi(api);
        Pace pace = new Pace(new Random(), speed);
        DemoTexts texts = DemoTexts.in(language);
        var threads = new ArrayList<Thread>();
        for (String id : AGENTS) {
            var agent = new DemoAgent(id, patient, pace, texts);
            threads.add(start(id, agent::live));
            threads.add(start(id + "-heart", agent::beat));
        }
        threads.add(start("team", new DemoTeam(AGENTS, patient, pace, texts)::live));
        return new Demo(api, threads);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        api.close();
    }

    private interface Life {
        void live() throws InterruptedException;
    }

    private static Thread start(String name, Life life) {
        return Thread.ofVirtual().name("demo-" + name).start(() -> live(name, life));
    }

    private static void live(String name, Life life) {
        try {
            life.live();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} of the demonstration gave up", name, e);
        }
    }
}
