package dev.mcsync.infra.proof.hostile;

import static dev.mcsync.infra.proof.hostile.EventBody.refused;
import static dev.mcsync.infra.proof.hostile.EventBody.taken;
import static dev.mcsync.infra.proof.hostile.EventBody.utf8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The corpus of agent events: what is no JSON, no event, or only looks odd. */
final class EventBodies {
    /**
     * In every value that a case makes up; no answer may say it back. It is no name of a member
     * either, which an answer may repeat to say where the fault is.
     */
    static final String MARKER = "ZQX!HOSTILE";

    static final String REPORT =
            "{\"event_id\":\"%event%\",\"type\":\"progress\",\"task_id\":\"%task%\","
                    + "\"command_id\":\"%command%\",\"agent_id\":\"%agent%\"}";
    private static final String HEARTBEAT =
            "{\"event_id\":\"%event%\",\"type\":\"heartbeat\",\"agent_id\":\"%agent%\"}";

    private EventBodies() {}

    static List<EventBody> all() {
        List<EventBody> bodies = new ArrayList<>();
        bodies.addAll(noJson());
        bodies.addAll(notThisJson());
        bodies.addAll(otherEncodings());
        bodies.addAll(badText());
        bodies.addAll(wrongMembers());
        bodies.addAll(badIds());
        bodies.addAll(badValues());
        bodies.addAll(badNumbers());
        bodies.addAll(tooDeepOrLong());
        bodies.addAll(badTimes());
        bodies.addAll(heartbeats());
        bodies.addAll(oddButFine());
        return List.copyOf(bodies);
    }

    private static List<EventBody> noJson() {
        return List.of(
                refused("nothing at all", ""),
                refused("white space", " \r\n\t "),
                refused("a word", MARKER),
                refused("an object that ends too early", REPORT.substring(0, REPORT.length() - 1)),
                refused("an object that has not begun", REPORT.substring(1)),
                refused("only brackets", "{[}]"),
                refused("a second object behind the first", REPORT + "{}"),
                refused("a word behind the object", REPORT + MARKER),
                refused("a comma behind the object", REPORT + ","),
                refused("a comma behind the last member", spoiled("}", ",}")),
                refused("single quotes", REPORT.replace('"', '\'')),
                refused("names without quotes", REPORT.replace("\"type\"", "type")),
                refused("a comment", "/* " + MARKER + " */" + REPORT),
                refused("a comment to the end of the line", REPORT + "// " + MARKER),
                refused("a comment with a hash", "#" + MARKER + "\n" + REPORT),
                refused("not a number", with("\"progress\":NaN")),
                refused("an infinite number", with("\"progress\":Infinity")),
                refused("a minus alone", with("\"progress\":-")),
                refused("a plus in front", with("\"progress\":+5")),
                refused("a zero in front", with("\"progress\":05")),
                refused("a hexadecimal number", with("\"progress\":0x10")),
                refused("a number that begins with a point", with("\"progress\":.5")),
                refused("a number that ends with a point", with("\"progress\":5.")),
                refused("a number with underscores", with("\"progress\":1_0")),
                refused("an exponent without digits", with("\"progress\":1e")),
                refused("True", with("\"meta\":{\"a\":True}")),
                refused("undefined", with("\"meta\":undefined")),
                refused("a tab within a string", with("\"message\":\"" + MARKER + "\t\"")),
                refused("a line end within a string", with("\"message\":\"" + MARKER + "\n\"")),
                refused("an unknown escape", with("\"message\":\"\\x41\"")),
                refused("half an escape", with("\"message\":\"\\u00\"")),
                refused("an XML document", "<?xml version=\"1.0\"?><event>" + MARKER + "</event>"),
                refused(
                        "an XML entity",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"),
                refused("a form", "event_id=" + MARKER + "&type=progress"),
                refused("YAML", "event_id: " + MARKER + "\ntype: progress\n"),
                refused("a Java object stream", "\u00ac\u00ed\u0000\u0005sr\u0000\u0011" + MARKER),
                refused("a gzip header", "\u001f\u008b\b\u0000\u0000\u0000\u0000\u0000"),
                refused("a protocol buffer", "\n\u000b" + MARKER + "\u0012\u0003abc"),
                refused("zeros", "\u0000".repeat(64)));
    }

    private static List<EventBody> notThisJson() {
        return List.of(
                refused("null", "null"),
                refused("true", "true"),
                refused("a number", "42"),
                refused("a string", "\"" + MARKER + "\""),
                refused("an empty object", "{}"),
                refused("an object in an object", "{\"event\":" + REPORT + "}"),
                refused("a task snapshot", "{\"task_id\":\"%task%\",\"version\":9000}"),
                refused("an outcome", with("\"outcome\":\"applied\"")));
    }

    private static List<EventBody> otherEncodings() {
        return List.of(
                refused("UTF-8 with a byte order mark", "\u00ef\u00bb\u00bf" + REPORT),
                refused("UTF-16LE", REPORT, StandardCharsets.UTF_16LE),
                refused("UTF-16BE", REPORT, StandardCharsets.UTF_16BE),
                refused("UTF-16 with a byte order mark", REPORT, StandardCharsets.UTF_16),
                refused("UTF-32", REPORT, StandardCharsets.UTF_32),
                refused("Latin 1", with("\"message\":\"caf\u00e9\"")),
                refused("a byte that is never UTF-8", with("\"message\":\"\u00ff\"")),
                refused("an overlong slash", with("\"message\":\"\u00c0\u00af\"")),
                refused("an overlong zero", with("\"message\":\"\u00c0\u0080\"")),
                refused("a character cut off", with("\"message\":\"\u00e2\u0082\"")),
                refused("a surrogate as UTF-8", with("\"message\":\"\u00ed\u00a0\u0080\"")),
                refused("beyond U+10FFFF", with("\"message\":\"\u00f4\u0090\u0080\u0080\"")),
                refused("a continuation byte alone", with("\"message\":\"\u0080\"")));
    }

    private static List<EventBody> badText() {
        return List.of(
                refused("U+0000 as it is", with("\"message\":\"\u0000\"")),
                refused("U+0000 escaped", with("\"message\":\"a\\u0000b\"")),
                refused("U+0000 in a name", with("\"meta\":{\"a\\u0000\":1}")),
                refused("U+0000 deep in an array", with("\"meta\":{\"a\":[[\"\\u0000\"]]}")),
                refused("a high surrogate alone", with("\"message\":\"\\ud800\"")),
                refused("a low surrogate alone", with("\"message\":\"\\udc00\"")),
                refused("surrogates in the wrong order", with("\"message\":\"\\udc00\\ud800\"")),
                refused("a lone surrogate in a name", with("\"meta\":{\"\\ud800\":1}")));
    }

    private static List<EventBody> wrongMembers() {
        return List.of(
                refused("event_id twice", with("\"event_id\":\"" + MARKER + "\"")),
                refused("type twice, equal", with("\"type\":\"progress\"")),
                refused("a name twice by an escape", with("\"typ\\u0065\":\"done\"")),
                refused("a name twice in meta", with("\"meta\":{\"a\":1,\"a\":2}")),
                refused("an unknown member", with("\"" + MARKER + "\":1")),
                refused("a member without a name", with("\"\":1")),
                refused("__proto__", with("\"__proto__\":{\"role\":\"admin\"}")),
                refused("@class", with("\"@class\":\"javax.script.ScriptEngineManager\"")),
                refused("@type", with("\"@type\":\"" + MARKER + "\"")),
                refused("version", with("\"version\":1")),
                refused("received_at", with("\"received_at\":\"2026-01-01T00:00:00Z\"")),
                refused("a member in capitals", REPORT.replace("\"event_id\"", "\"EVENT_ID\"")),
                refused("a member in camel case", REPORT.replace("\"event_id\"", "\"eventId\"")),
                refused("a space in a name", REPORT.replace("\"type\"", "\"type \"")),
                refused("no event_id", without("event_id", "%event%")),
                refused(
                        "an event_id of the product's own",
                        set("event_id", "%event%", "\"evt_mc:%event%\"")),
                refused("no task_id", without("task_id", "%task%")),
                refused("no command_id", without("command_id", "%command%")),
                refused("no agent_id", REPORT.replace(",\"agent_id\":\"%agent%\"", "")),
                refused("no type", without("type", "progress")),
                refused("twenty unknown members", with(members(20))),
                refused("three thousand unknown members", with(members(3000))));
    }

    private static List<EventBody> badIds() {
        List<EventBody> bodies = new ArrayList<>();
        for (String id :
                List.of(
                        "",
                        " ",
                        "a b",
                        "a/b",
                        "../../etc/passwd",
                        "a\\nb",
                        "a\\r\\nx-injected: 1",
                        "%00",
                        "a,b",
                        "'; drop table tasks; --",
                        "${jndi:ldap://127.0.0.1/a}",
                        "#{T(java.lang.Runtime)}",
                        "{{7*7}}",
                        "<script>alert(1)</script>",
                        utf8("\u00e9vent"),
                        utf8("\uff21"),
                        utf8("\u202eevent"),
                        utf8("\ud83d\ude00"),
                        "x".repeat(129),
                        "x".repeat(20_000))) {
            bodies.add(
                    refused(
                            "event_id " + (id.length() > 40 ? id.length() + " long" : id.strip()),
                            set("event_id", "%event%", "\"" + id + "\"")));
        }
        for (String json : List.of("1", "true", "null", "{}", "[]", "[\"a\"]", "1.5")) {
            bodies.add(refused("event_id as " + json, set("event_id", "%event%", json)));
        }
        for (String json : List.of("7", "null", "\"a/b\"", "\"" + "t".repeat(129) + "\"", "{}")) {
            bodies.add(refused("task_id as " + shortened(json), set("task_id", "%task%", json)));
        }
        for (String json : List.of("7", "null", "\"a b\"", "\"" + "c".repeat(129) + "\"")) {
            bodies.add(
                    refused(
                            "command_id as " + shortened(json),
                            set("command_id", "%command%", json)));
        }
        for (String json : List.of("7", "null", "\"*\"", "\"" + "a".repeat(129) + "\"", "[]")) {
            bodies.add(refused("agent_id as " + shortened(json), set("agent_id", "%agent%", json)));
        }
        return bodies;
    }

    private static List<EventBody> badValues() {
        List<EventBody> bodies = new ArrayList<>();
        for (String json :
                List.of(
                        "0",
                        "3",
                        "\"3\"",
                        "null",
                        "\"\"",
                        "\"PROGRESS\"",
                        "\"Progress\"",
                        "\" progress\"",
                        "\"progress\\u0020\"",
                        "\"" + MARKER + "\"",
                        "[\"progress\"]",
                        "{\"name\":\"progress\"}",
                        "true")) {
            bodies.add(refused("type as " + json, set("type", "progress", json)));
        }
        bodies.addAll(
                List.of(
                        refused("a status of another type", with("\"status\":\"done\"")),
                        refused("a status by number", with("\"status\":2")),
                        refused("an unknown status", with("\"status\":\"" + MARKER + "\"")),
                        refused("a status in capitals", with("\"status\":\"RUNNING\"")),
                        refused("a stage of another type", with("\"stage\":\"done\"")),
                        refused("a stage by number", with("\"stage\":1")),
                        refused("an unknown stage", with("\"stage\":\"" + MARKER + "\"")),
                        refused("a message that is a number", with("\"message\":1")),
                        refused("a message that is an array", with("\"message\":[]")),
                        refused("a message that is true", with("\"message\":true")),
                        refused("meta that is an array", with("\"meta\":[]")),
                        refused("meta that is a string", with("\"meta\":\"{}\"")),
                        refused("meta that is false", with("\"meta\":false")),
                        refused("an error_code without content", with("\"error_code\":\"\"")),
                        refused("an error_code that is a number", with("\"error_code\":500")),
                        refused(
                                "an error_code of 65 characters",
                                with("\"error_code\":\"" + "e".repeat(65) + "\"")),
                        refused(
                                "a message of 4,001 characters",
                                with("\"message\":\"" + "m".repeat(4001) + "\""))));
        return bodies;
    }

    private static List<EventBody> badNumbers() {
        List<EventBody> bodies = new ArrayList<>();
        for (String number :
                List.of(
                        "101",
                        "-1",
                        "50.0",
                        "5e1",
                        "0.5",
                        "\"50\"",
                        "true",
                        "[50]",
                        "9223372036854775808",
                        "1e400",
                        "1e999999999",
                        "1e2147483648",
                        "1e99999999999999999999")) {
            bodies.add(refused("progress of " + number, with("\"progress\":" + number)));
        }
        bodies.addAll(
                List.of(
                        refused("41 digits", with("\"meta\":{\"n\":" + "1".repeat(41) + "}")),
                        refused("5,000 digits", with("\"meta\":{\"n\":" + "1".repeat(5000) + "}")),
                        refused("an exponent of 309", with("\"meta\":{\"n\":1e309}")),
                        refused("an exponent of -309", with("\"meta\":{\"n\":1e-309}")),
                        refused("an exponent beyond int", with("\"meta\":{\"n\":1e2147483648}")),
                        refused("an exponent below int", with("\"meta\":{\"n\":1e-2147483649}")),
                        refused("zero with a huge exponent", with("\"meta\":{\"n\":0e999999999}")),
                        refused(
                                "numbers that swell when written out",
                                with("\"meta\":{\"n\":[" + "1e308,".repeat(300) + "1]}"))));
        return bodies;
    }

    private static List<EventBody> tooDeepOrLong() {
        return List.of(
                refused("arrays 33 deep", with("\"meta\":{\"a\":" + nested("[", "]", 33) + "}")),
                refused("arrays 20,000 deep", nested("[", "]", 20_000)),
                refused("objects 5,000 deep", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)),
                refused("20,000 brackets that never close", "[".repeat(20_000)),
                refused(
                        "a name of 257 characters",
                        with("\"meta\":{\"" + "n".repeat(257) + "\":1}")));
    }

    private static List<EventBody> badTimes() {
        List<EventBody> bodies = new ArrayList<>();
        for (String json :
                List.of(
                        "1763800000000",
                        "1763800000.5",
                        "\"1763800000\"",
                        "\"yesterday\"",
                        "\"\"",
                        "\"2026-01-01\"",
                        "\"2026-01-01T00:00:00\"",
                        "\"2026-01-01 00:00:00Z\"",
                        "\"2026-02-30T00:00:00Z\"",
                        "\"2026-01-01T25:00:00Z\"",
                        "\"1969-12-31T23:59:59Z\"",
                        "\"+10000-01-01T00:00:00Z\"",
                        "\"2026-01-01T00:00:00+19:00\"",
                        "\"Thu, 01 Jan 2026 00:00:00 GMT\"",
                        "[2026,1,1]",
                        "{}")) {
            bodies.add(refused("occurred_at of " + json, with("\"occurred_at\":" + json)));
        }
        return bodies;
    }

    private static List<EventBody> heartbeats() {
        return List.of(
                refused("a heartbeat of nobody", HEARTBEAT.replace("\"%agent%\"", "null")),
                refused("a heartbeat by number", HEARTBEAT.replace("\"%agent%\"", "7")),
                refused("a heartbeat without an id", HEARTBEAT.replace("\"%event%\"", "\"\"")),
                refused(
                        "a heartbeat that says when it was seen",
                        HEARTBEAT.replace("}", ",\"seen_at\":\"2099-01-01T00:00:00Z\"}")),
                refused(
                        "a heartbeat with meta 33 deep",
                        HEARTBEAT.replace("}", ",\"meta\":{\"a\":" + nested("[", "]", 33) + "}}")),
                taken(
                        "a heartbeat of the year 2099",
                        HEARTBEAT.replace("}", ",\"occurred_at\":\"2099-01-01T00:00:00Z\"}")));
    }

    private static List<EventBody> oddButFine() {
        return List.of(
                taken("nulls where nothing is", with("\"message\":null,\"stage\":null")),
                taken("white space around everything", " \r\n" + spoiled(",", " ,\t") + "\n"),
                taken("escapes where none are needed", REPORT.replace("type", "t\\u0079pe")),
                taken("arrays 30 deep", with("\"meta\":{\"a\":" + nested("[", "]", 30) + "}")),
                taken("a pair of surrogates", with("\"message\":\"\\ud83d\\ude00\"")),
                taken(
                        "right-to-left text",
                        with("\"message\":\"" + utf8("\u202e") + MARKER + "\"")),
                taken("SQL in a message", with("\"message\":\"'; drop table tasks; --\"")),
                taken("a page in a message", with("\"message\":\"<script>alert(1)</script>\"")),
                taken("a ping in a message", with("\"message\":\"@everyone <@&1> ||x||\"")),
                taken("minus zero", with("\"progress\":-0")),
                taken("an event of 1970", with("\"occurred_at\":\"1970-01-01T00:00:00Z\"")),
                taken("an event of 9999", with("\"occurred_at\":\"9999-12-31T23:59:59Z\"")));
    }

    private static String with(String members) {
        return REPORT.substring(0, REPORT.length() - 1) + "," + members + "}";
    }

    private static String without(String member, String value) {
        return REPORT.replace("\"" + member + "\":\"" + value + "\",", "");
    }

    private static String set(String member, String value, String json) {
        return REPORT.replace("\"" + member + "\":\"" + value + "\"", "\"" + member + "\":" + json);
    }

    private static String spoiled(String part, String by) {
        return REPORT.replace(part, by);
    }

    private static String members(int count) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < count; i++) {
            members.append(i == 0 ? "" : ",").append("\"").append(MARKER).append(i).append("\":1");
        }
        return members.toString();
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + close.repeat(depth);
    }

    private static String shortened(String json) {
        return json.length() > 40 ? json.length() + " characters" : json;
    }
}
