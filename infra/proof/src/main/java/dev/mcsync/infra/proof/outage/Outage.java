package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.backing.BackingServer;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Something that is taken away and given back, with the targets for each. */
enum Outage {
    BROKER_KILLED("broker killed", 8, 20) {
        @Override
        void begin(OutageBed bed) {
            kill(bed.broker(), bed.toBroker());
        }

        @Override
        void end(OutageBed bed) {
            giveBack(bed.broker(), bed.toBroker());
        }

        @Override
        boolean wasFelt(OutageBed bed) {
            return !bed.broker().isAlive();
        }
    },

    BROKER_SILENT("broker blackholed", 10, 20) {
        @Override
        void begin(OutageBed bed) {
            bed.toBroker().mode(new ProxyMode.Blackhole());
        }

        @Override
        void end(OutageBed bed) {
            bed.toBroker().mode(new ProxyMode.Pass());
        }

        @Override
        boolean wasFelt(OutageBed bed) {
            return swallowed(bed.toBroker());
        }
    },

    DATABASE_KILLED("database killed", 8, 10) {
        @Override
        void begin(OutageBed bed) {
            kill(bed.database(), bed.toDatabase());
        }

        @Override
        void end(OutageBed bed) {
            giveBack(bed.database(), bed.toDatabase());
        }

        @Override
        boolean wasFelt(OutageBed bed) {
            return !bed.database().isAlive();
        }
    },

    DATABASE_SILENT("database blackholed", 10, 10) {
        @Override
        void begin(OutageBed bed) {
            bed.toDatabase().mode(new ProxyMode.Blackhole());
        }

        @Override
        void end(OutageBed bed) {
            bed.toDatabase().mode(new ProxyMode.Pass());
        }

        @Override
        boolean wasFelt(OutageBed bed) {
            return swallowed(bed.toDatabase());
        }
    },

    /** The flow that comes back is that of the messages; the events' never stops. */
    DISCORD_SILENT("Discord blackholed", 8, 60) {
        @Override
        void begin(OutageBed bed) {
            bed.toDiscord().mode(new ProxyMode.Blackhole());
        }

        @Override
        void end(OutageBed bed) {
            bed.toDiscord().mode(new ProxyMode.Pass());
        }

        @Override
        boolean wasFelt(OutageBed bed) {
            return swallowed(bed.toDiscord());
        }

        @Override
        String flowSince() {
            return "select count(*) as n from discord_deliveries where sent_at > to_timestamp(%s)";
        }
    },

    /** Needs a small file system of its own below the broker's directory. */
    DISK_FULL("broker's disk full", 10, 20) {
        @Override
        void begin(OutageBed bed) {
            fill(ballast(bed));
        }

        @Override
        void end(OutageBed bed) {
            delete(ballast(bed));
            giveBack(bed.broker(), bed.toBroker());
        }

        @Override
        boolean wasFelt(OutageBed bed) {
            try {
                return Files.readString(bed.broker().log()).contains("No space left on device")
                        || !bed.broker().isAlive();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the broker's log", e);
            }
        }
    };

    private static final byte[] BLOCK = new byte[65_536];

    private final String label;
    private final Duration answerTarget;
    private final Duration flowTarget;

    Outage(String label, int answerSeconds, int flowSeconds) {
        this.label = label;
        this.answerTarget = Duration.ofSeconds(answerSeconds);
        this.flowTarget = Duration.ofSeconds(flowSeconds);
    }

    abstract void begin(OutageBed bed);

    /** Gives back what was taken; a server that was killed is started again within. */
    abstract void end(OutageBed bed);

    /** Whether there is a sign that the fault took place; asked before the end. */
    abstract boolean wasFelt(OutageBed bed);

    String label() {
        return label;
    }

    /** The longest that anybody may wait for an answer meanwhile. */
    Duration answerTarget() {
        return answerTarget;
    }

    /** From the moment of giving back, start of a killed server included. */
    Duration flowTarget() {
        return flowTarget;
    }

    /** The question whose answer is above zero when work goes on after a moment. */
    String flowSince() {
        return "select count(*) as n from processed_events where processed_at > to_timestamp(%s)";
    }

    private static void kill(BackingServer server, TcpProxy proxy) {
        server.kill();
        proxy.mode(new ProxyMode.Refuse());
    }

    private static void giveBack(BackingServer server, TcpProxy proxy) {
        server.restart();
        proxy.mode(new ProxyMode.Pass());
    }

    private static boolean swallowed(TcpProxy proxy) {
        return proxy.tally(ProxyMode.Blackhole.class).bytesDropped() > 0;
    }

    private static Path ballast(OutageBed bed) {
        return bed.brokerDirectory().resolve("ballast");
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw new UncheckedIOException("Cannot fill the broker's disk", e);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot free the broker's disk", e);
        }
    }
}
