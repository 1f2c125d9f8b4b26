package dev.mcsync.notifier.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    @Test
    void theSecretDoesNotShow() {
        WebhookUrl url = WebhookUrl.parse("https://discord.com/api/webhooks/1/hush?thread_id=2");

        assertThat(url).hasToString("https://discord.com/***");
    }

    @Test
    void everyRequestWaitsForTheMessageToBeSaved() {
        assertThat(WebhookUrl.parse("https://discord.com/api/webhooks/1/s").revealed())
                .isEqualTo("https://discord.com/api/webhooks/1/s?wait=true");
        assertThat(WebhookUrl.parse("https://discord.com/api/webhooks/1/s?thread_id=2").revealed())
                .isEqualTo("https://discord.com/api/webhooks/1/s?thread_id=2&wait=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discord.com/api/webhooks/1/hush",
                "ftp://discord.com/hush",
                "https:///hush",
                "https://user:hush@discord.com/",
                "https://discord.com/sec ret",
                "hush"
            })
    void whatIsNoAddressIsRefusedWithoutBeingShown(String text) {
        assertThatThrownBy(() -> WebhookUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mc.discord-webhook-url")
                .hasNoCause()
                .message()
                .doesNotContain("hush");
    }
}
