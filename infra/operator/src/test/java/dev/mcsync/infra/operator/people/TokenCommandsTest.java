package dev.mcsync.infra.operator.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCommandsTest {
    private static final String TOKENS = "/api/tokens";
    private static final String ID = "8f0c3a5d7e912b46";
    private static final String MADE =
            """
            {"ok":true,"token_id":"8f0c3a5d7e912b46","token":"mct_once","name":"Build agents",
             "role":"agent","agent_id":"agt_build","created_at":"2026-11-29T22:10:00Z",
             "created_by":"MC_TOKEN","replaces":"3c5d7e912b468f0a","replaced":%s}
            """;
    private static final String LIST =
            """
            {"tokens":[
              {"token_id":"1b7f0e44c09d2a36","name":"MC_TOKEN","role":"admin","standing":"good",
               "of_environment":true},
              {"token_id":"8f0c3a5d7e912b46","name":"Build agents","role":"agent",
               "agent_id":"agt_build","created_at":"2026-11-29T22:10:00Z","created_by":"Ana",
               "standing":"good"},
              {"token_id":"3c5d7e912b468f0a","name":"Build agents","role":"agent",
               "created_at":"2026-11-28T22:10:00Z","created_by":"Ana","standing":"revoked"}]}
            """;

    private final FakeApi api = new FakeApi();
    private final PeopleLine line = new PeopleLine();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void theTokenAloneIsOnTheOutput() {
        api.on("POST " + TOKENS, 201, MADE.formatted("true"));

        int status =
                line.run(
                        api,
                        "token",
                        "create",
                        "Build agents",
                        "--role",
                        "agent",
                        "--agent",
                        "agt_build",
                        "--expires",
                        "90d",
                        "--open-tasks",
                        "5");

        assertThat(status).isZero();
        assertThat(line.out()).isEqualTo("mct_once%n".formatted());
        assertThat(line.err()).contains("Build agents", ID, "agent agt_build", "not shown again");
        assertThat(api.asked("POST " + TOKENS).body())
                .isEqualTo(
                        "{\"name\":\"Build agents\",\"role\":\"agent\",\"agent_id\":\"agt_build\","
                                + "\"expires_in\":7776000,\"limits\":{\"open_tasks\":5}}");
    }

    /** Another one might be made that nobody knows of. */
    @Test
    void whatMayHaveBeenMadeIsNotMadeAgain() {
        api.on("POST " + TOKENS, 503, "{\"detail\":\"The log did not confirm in time.\"}");

        assertThat(line.run(api, "token", "create", "a", "--role", "panel")).isEqualTo(4);

        assertThat(api.requests()).hasSize(1);
        assertThat(line.err()).contains("look before you send it again");
    }

    @Test
    void theListTellsThoseThatAreGood() {
        api.on("GET " + TOKENS, 200, LIST);

        assertThat(line.run(api, "token", "list")).isZero();

        assertThat(line.out())
                .contains("MC_TOKEN", "(settings)", ID, "agent agt_build", "Ana")
                .doesNotContain("revoked");
    }

    @Test
    void withAllTheOthersToo() {
        api.on("GET " + TOKENS, 200, LIST);

        assertThat(line.run(api, "token", "list", "--all")).isZero();

        assertThat(line.out()).contains("revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, "Build agents"})
    void aTokenIsRevokedByItsIdOrName(String given) {
        api.on("GET " + TOKENS, 200, LIST)
                .on(
                        "POST " + TOKENS + "/" + ID + "/revoke",
                        200,
                        "{\"ok\":true,\"name\":\"Build agents\",\"standing\":\"revoked\"}");

        assertThat(line.run(api, "token", "revoke", given)).isZero();

        assertThat(line.out()).contains("Build agents is revoked");
    }

    @Test
    void whatNoTokenIsCalledIsRefusedBeforeAnythingIsSent() {
        api.on("GET " + TOKENS, 200, LIST);

        assertThat(line.run(api, "token", "revoke", "No such")).isEqualTo(2);

        assertThat(api.requests()).hasSize(1);
    }

    @Test
    void anEndThatWasNotConfirmedIsTold() {
        String rotate = "POST " + TOKENS + "/" + ID + "/rotate";
        api.on("GET " + TOKENS, 200, LIST).on(rotate, 201, MADE.formatted("false"));

        assertThat(line.run(api, "token", "rotate", ID, "--grace", "10m")).isZero();

        assertThat(api.asked(rotate).body()).isEqualTo("{\"grace\":600}");
        assertThat(line.out()).isEqualTo("mct_once%n".formatted());
        assertThat(line.err()).contains("not confirmed", "token revoke 3c5d7e912b468f0a");
    }
}
