package dev.mcsync.infra.operator.agentcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/** One thing that an author gets wrong, and the rule that is about it. */
enum Fault {
    NONE(null, "", ""),
    ENDS_AT_A_CANCEL(
            Rule.LIVES,
            "            attempt.giveUp();\n            return true;",
            "Runtime.getRuntime().halt(4); return true;"),
    SAYS_MORE_THAN_THE_API_KNOWS(
            Rule.WELL_FORMED,
            "Map.of(\"progress\", 100 * second / seconds)",
            "Map.of(\"percent\", 100 * second / seconds)"),
    GIVES_NO_SIGN_OF_LIFE(
            Rule.HEARTBEAT,
            "call(\"POST\", \"/api/agents/heartbeat\", body, 0)",
            "new Answer(202, Map.of(), 0)"),
    HAS_ONE_BOOT_ID_FOR_EVER(Rule.BOOT_ID, "\"boot_\" + UUID.randomUUID()", "\"boot_1\""),
    NAMES_NOTHING_AS_RUNNING(
            Rule.RUNNING, "\"running\", outbox.running()", "\"running\", List.of()"),
    NEVER_WAITS(Rule.IDLE, "isFull ? 0 : 25", "0"),
    ASKS_ON_WHILE_FULL(Rule.FULL, "ending.await(2, TimeUnit.SECONDS);", ""),
    SAYS_FAILED_AT_THE_END(
            Rule.WORKS,
            "report(\"done\", Map.of(\"result\", work(this, payload)));",
            "work(this, payload); report(\"failed\", failure(\"done\", \"Done\"));"),
    BEGINS_AT_202(
            Rule.ACK_FIRST,
            "status -> status != 202);\n                if (answer.status == 200 && ",
            "_ -> true);\n                if (answer.status == 202 || "),
    BEGINS_THOUGH_LATE(
            Rule.ACK_FIRST,
            "\"applied\".equals(answer.body.get(\"outcome\"))",
            "(\"applied\".equals(answer.body.get(\"outcome\")) || \"running\".equals(answer.body.get(\"status\")))"),
    WORKS_ON_WHAT_IT_HAS_DONE(
            Rule.ONCE,
            "\"applied\".equals(answer.body.get(\"outcome\"))",
            "(\"applied\".equals(answer.body.get(\"outcome\")) || \"done\".equals(answer.body.get(\"status\")))"),
    TELLS_PROGRESS_FIRST(
            Rule.ORDER,
            "report(\"running\", Map.of());",
            "report(\"progress\", Map.of()); report(\"running\", Map.of());"),
    HAS_A_CLOCK_THAT_GOES_BACK(
            Rule.ORDER,
            "Instant.now().toString()",
            "Instant.now().minusMillis(2 * (System.currentTimeMillis() % 86_400_000)).toString()"),
    MAKES_A_NEW_EVENT_OF_EACH_TRY(
            Rule.SAME_EVENT,
            "            Thread.sleep(Math.max(pause, 1000 * answer.retryAfter));",
            "            Thread.sleep(Math.max(pause, 1000 * answer.retryAfter));\n"
                    + "            if (answer.status == 0) { report.put(\"event_id\", \"evt_\" + UUID.randomUUID()); }"),
    SAYS_OF_EACH_TRY_WHEN_IT_WAS(
            Rule.SAME_EVENT,
            "            Thread.sleep(Math.max(pause, 1000 * answer.retryAfter));",
            "            Thread.sleep(Math.max(pause, 1000 * answer.retryAfter));\n"
                    + "            report.put(\"occurred_at\", Instant.now().toString());"),
    IS_IMPATIENT(
            Rule.RETRY_AFTER,
            "Thread.sleep(Math.max(pause, 1000 * answer.retryAfter));",
            "Thread.sleep(pause);"),
    ASKS_FOR_COMMANDS_TOO_SOON(
            Rule.RETRY_AFTER,
            "ending.await(Math.max(answer.retryAfter, 1), TimeUnit.SECONDS);",
            "ending.await(600, TimeUnit.MILLISECONDS);"),
    GOES_ON_THOUGH_REPLACED(
            Rule.STOPS,
            "attempt != null && answer.isOver()",
            "attempt != null && answer.status < 0"),
    GOES_ON_THOUGH_LATE(Rule.STOPS, "return isLate && LAST", "return isLate && Set.of(\"lost\")"),
    TAKES_NO_NOTE_OF_A_CANCEL(
            Rule.CANCEL,
            "            attempt.giveUp();\n            return true;",
            "            return true;"),
    REPORTS_A_CANCEL(
            Rule.CANCEL,
            "            attempt.giveUp();\n            return true;",
            "            attempt.thread.interrupt();\n            return true;"),
    KEEPS_AN_ANSWER_TO_ITSELF(Rule.ANSWER, "\"acks\", List.of(answer.get(\"id\")), ", ""),
    DIES_OF_A_NEW_WORD(
            Rule.LATER,
            "        Attempt attempt = attempts.get(commandId);\n        if (command",
            "        if (command.containsKey(\"later\")) { return false; }\n"
                    + "        Attempt attempt = attempts.get(commandId);\n        if (command"),
    SAYS_NOTHING_OF_WHAT_IT_WAS_KILLED_AT(
            Rule.RESTART,
            "outbox.report(event(lost, \"failed\", failure(\"agent_restarted\", \"The agent was started again\")));",
            "System.err.println(\"lost: \" + lost);"),
    FORGETS_WHAT_IT_HAD_TO_SAY(
            Rule.OUTBOX,
            "forEach(entry -> remember(entry.get(\"kind\"), entry.get(\"content\")));",
            "forEach(entry -> { if (!\"report\".equals(entry.get(\"kind\"))) {"
                    + " remember(entry.get(\"kind\"), entry.get(\"content\")); } });"),
    LEAVES_WITHOUT_A_WORD(Rule.GOODBYE, "        heartbeat(true);\n", "");

    final @Nullable Rule breaks;
    private final String right;
    private final String wrong;

    Fault(@Nullable Rule breaks, String right, String wrong) {
        this.breaks = breaks;
        this.right = right;
        this.wrong = wrong;
    }

    String appliedTo(String source) {
        assertThat(source).contains(right);
        return right.isEmpty() ? source : source.replace(right, wrong);
    }
}
