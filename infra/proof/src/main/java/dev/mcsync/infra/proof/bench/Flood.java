package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.ClosedLoad;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.SQLException;
import java.time.Duration;

/** Closed loads one after the other, each until all that it sent is in the database. */
final class Flood {

    private final Subject subject;
    private final Client client;
    private final Reports reports;
    private int next;

    /**
     * @param appliedAfter seconds from the first call until the last commit
     */
    record Sent(ClosedLoad.Result result, double appliedAfter) {}

    Flood(Subject subject, Client client, Reports reports) {
        this.subject = subject;
        this.client = client;
        this.reports = reports;
    }

    Sent send(int atOnce, int eventsEach, Duration length) throws SQLException {
        Applied applied = Applied.from(subject, reports);
        ClosedLoad load = new ClosedLoad(client, reports, next, eventsEach);
        ClosedLoad.Result result = load.run(atOnce, length);
        next = load.nextNumber();
        return new Sent(result, applied.secondsUntil(result.accepted()));
    }
}
