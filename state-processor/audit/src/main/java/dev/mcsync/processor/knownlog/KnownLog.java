package dev.mcsync.processor.knownlog;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import dev.mcsync.processor.knownlog.LogChange.OtherTopic;
import dev.mcsync.processor.knownlog.LogChange.Place;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Tells whether the log is the one that the database was read from. A topic has an id of its own
 * for as long as it exists; the ids of the first log are noted, and another one has to be accepted.
 * Blocks.
 */
public final class KnownLog {

    private static final String APPLICATION = "mc-sync-known-log";

    private final PostgresAddress database;
    private final KafkaClients clients;

    public KnownLog(PostgresAddress database, KafkaClients clients) {
        this.database = database;
        this.clients = clients;
    }

    /**
     * Compares, and notes what nothing is known of yet. Of a database from before the ids were
     * noted the places say it: no log ends before what was read of it.
     *
     * @throws LogUnknownException when one of the two does not answer
     */
    public LogChange compare() throws InterruptedException {
        return look(true);
    }

    /** The same, and notes nothing. */
    public LogChange look() throws InterruptedException {
        return look(false);
    }

    private LogChange look(boolean notes) throws InterruptedException {
        try (Connection connection = PostgresConnection.open(database, APPLICATION)) {
            KnownRows rows = new KnownRows(connection);
            Map<String, String> known = rows.topics();
            // Before the log is asked, which only grows meanwhile.
            Map<TopicPartition, Long> places = rows.places();
            LogAsFound found = LogAsFound.ask(clients);
            LogChange change = changeBetween(known, places, found);
            if (notes && change.isNone()) {
                rows.note(found);
            }
            return change;
        } catch (SQLException e) {
            throw new LogUnknownException("The database does not say which log it knows", e);
        }
    }

    /** Opens the incident that names it. */
    public void tell(LogChange change) {
        try (Connection connection = PostgresConnection.open(database, APPLICATION)) {
            new KnownRows(connection).tell(change);
        } catch (SQLException e) {
            throw new LogUnknownException("The database does not take the incident", e);
        }
    }

    /**
     * Accepts the log that is there: it is read from its beginning, and what was noted of places on
     * the former one is let go. All or nothing.
     *
     * @param who for the incident and the table
     * @return what was accepted; none where nothing had to be
     */
    public LogChange accept(String who) throws InterruptedException {
        try (Connection connection = PostgresConnection.open(database, APPLICATION)) {
            connection.setAutoCommit(false);
            KnownRows rows = new KnownRows(connection);
            rows.lock();
            LogAsFound found = LogAsFound.ask(clients);
            LogChange change = changeBetween(rows.topics(), rows.places(), found);
            if (!change.isNone()) {
                new NewLog(connection, who).take(change, found);
            }
            connection.commit();
            return change;
        } catch (SQLException e) {
            throw new LogUnknownException("The database does not take the new log", e);
        }
    }

    private static LogChange changeBetween(
            Map<String, String> known, Map<TopicPartition, Long> places, LogAsFound found) {
        List<OtherTopic> others = new ArrayList<>();
        boolean endsBefore =
                places.keySet().stream().anyMatch(place -> endsBefore(place, places, found));
        found.ids()
                .forEach((topic, id) -> {
                    String before = known.getOrDefault(topic, "");
                    boolean isUncertain = before.isEmpty() || id.equals(Uuid.ZERO_UUID.toString());
                    // Where no id tells, all of them come and go with the inputs.
                    if (isUncertain ? endsBefore : !before.equals(id)) {
                        others.add(new OtherTopic(topic, before, id, isInput(topic)));
                    }
                });
        others.sort(Comparator.comparing(OtherTopic::name));
        List<Place> told =
                places.entrySet().stream()
                        .filter(place ->
                                others.stream()
                                        .anyMatch(other ->
                                                other.name().equals(place.getKey().topic())))
                        .map(place ->
                                new Place(
                                        place.getKey().toString(),
                                        place.getValue(),
                                        found.ends().getOrDefault(place.getKey(), 0L)))
                        .sorted(Comparator.comparing(Place::partition))
                        .toList();
        return new LogChange(found.cluster(), others, told);
    }

    private static boolean endsBefore(
            TopicPartition place, Map<TopicPartition, Long> places, LogAsFound found) {
        return found.ends().getOrDefault(place, 0L) < places.getOrDefault(place, 0L);
    }

    private static boolean isInput(String name) {
        return LogAsFound.INPUTS.stream().map(Topic::topicName).anyMatch(name::equals);
    }
}
