package dev.mcsync.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcsync.contracts.id.AgentId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTokensTest {

    private static final String ADMIN = "admin-token-of-24-letters";
    private static final String PANEL = "panel-token-of-24-letters";
    private static final String NEXT_PANEL = "the-next-panel-token-here";
    private static final String AGENT = "agent-token-of-24-letters";

    @Test
    void aTokenOpensItsOwnRole() {
        AccessTokens tokens =
                tokens(Map.of(Role.ADMIN, ADMIN, Role.PANEL, PANEL, Role.AGENT, AGENT));

        assertThat(tokens.roleOf(ADMIN)).contains(Role.ADMIN);
        assertThat(tokens.roleOf(PANEL)).contains(Role.PANEL);
        assertThat(tokens.roleOf(AGENT)).contains(Role.AGENT);
    }

    @Test
    void anythingElseOpensNothing() {
        AccessTokens tokens =
                tokens(Map.of(Role.ADMIN, ADMIN, Role.PANEL, PANEL + "," + NEXT_PANEL));

        for (String presented :
                new @Nullable String[] {
                    null,
                    "",
                    " ",
                    ADMIN + " ",
                    " " + ADMIN,
                    ADMIN.substring(1),
                    ADMIN.toUpperCase(Locale.ROOT),
                    PANEL + "," + NEXT_PANEL,
                    "x".repeat(100_000)
                }) {
            assertThat(tokens.roleOf(presented)).isEmpty();
        }
    }

    @Test
    void bothTokensOfARoleAreValidWhileOneReplacesTheOther() {
        AccessTokens tokens =
                tokens(Map.of(Role.ADMIN, ADMIN, Role.PANEL, PANEL + " , " + NEXT_PANEL));

        assertThat(tokens.roleOf(PANEL)).contains(Role.PANEL);
        assertThat(tokens.roleOf(NEXT_PANEL)).contains(Role.PANEL);
    }

    @Test
    void aBlankTokenMeansThatTheRoleHasNone() {
        Map<Role, @Nullable String> configured = new EnumMap<>(Role.class);
        configured.put(Role.ADMIN, ADMIN);
        configured.put(Role.PANEL, " ");
        configured.put(Role.AGENT, null);

        AccessTokens tokens = AccessTokens.of(configured, false);

        assertThat(tokens.roleOf(" ")).isEmpty();
        assertThat(tokens.roleOf("")).isEmpty();
    }

    @Test
    void thereIsNoStartWithoutAnAdminToken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens(Map.of(Role.PANEL, PANEL)))
                .withMessageContaining("MC_TOKEN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret-23-letters-long-",
                ADMIN + ",short-secret",
                ADMIN + ",",
                "," + ADMIN,
                ADMIN + "," + PANEL + "," + NEXT_PANEL
            })
    void thereIsNoStartWithTokensThatAreShortOrTooMany(String configured) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens(Map.of(Role.ADMIN, configured)))
                .withMessageContaining("ADMIN")
                .withMessageNotContainingAny("secret", ADMIN);
    }

    @Test
    void aTokenSpeaksForOneRoleOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tokens(Map.of(Role.ADMIN, ADMIN, Role.AGENT, ADMIN)))
                .withMessageContainingAll("AGENT", "ADMIN")
                .withMessageNotContaining(ADMIN);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        AccessTokens.of(
                                Map.of(Role.ADMIN, ADMIN),
                                Map.of(new AgentId("agent-7"), ADMIN),
                                false));
    }

    @Test
    void aTokenBoundToAnAgentSpeaksForThatAgentAlone() {
        AccessTokens tokens =
                AccessTokens.of(
                        Map.of(Role.ADMIN, ADMIN, Role.AGENT, PANEL),
                        Map.of(new AgentId("agent-7"), AGENT),
                        false);

        assertThat(tokens.holderOf(AGENT))
                .hasValueSatisfying(holder -> {
                    assertThat(holder.role()).isEqualTo(Role.AGENT);
                    assertThat(holder.agentId()).isEqualTo(new AgentId("agent-7"));
                    assertThat(tokens.findHolder(holder.tokenId())).contains(holder);
                });
        assertThat(tokens.holderOf(PANEL))
                .hasValueSatisfying(holder -> assertThat(holder.agentId()).isNull());
        assertThat(tokens.findHolder("0123456789abcdef")).isEmpty();
    }

    @Test
    void aTokensIdDoesNotTellIt() {
        String id = tokens(Map.of(Role.ADMIN, ADMIN)).holderOf(ADMIN).orElseThrow().tokenId();

        assertThat(id).matches("[0-9a-f]{16}");
        assertThat(ADMIN).doesNotContain(id);
    }

    @Test
    void aLocalRunMayHaveAShortToken() {
        AccessTokens tokens = AccessTokens.of(Map.of(Role.ADMIN, "dev"), true);

        assertThat(tokens.roleOf("dev")).contains(Role.ADMIN);
    }

    @Test
    void aTokenIsNeverTold() {
        assertThat(tokens(Map.of(Role.ADMIN, ADMIN)).toString()).isEqualTo("AccessTokens[1]");
    }

    private static AccessTokens tokens(Map<Role, @Nullable String> configured) {
        return AccessTokens.of(configured, false);
    }
}
