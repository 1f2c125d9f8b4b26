package dev.mcsync.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.testing.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketOfficeTest {

    private final HandClock clock = new HandClock();
    private final TicketOffice office = office("a secret");

    @Test
    void aTicketIsGoodOnce() {
        String ticket = office.issue();

        assertThat(office.redeem(ticket)).isTrue();
        assertThat(office.redeem(ticket)).isFalse();
    }

    @Test
    void noTwoTicketsAreTheSame() {
        assertThat(office.issue()).isNotEqualTo(office.issue());
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        String early = office.issue();
        String late = office.issue();

        clock.pass(Duration.ofMillis(29_999));
        assertThat(office.redeem(early)).isTrue();

        clock.pass(Duration.ofMillis(1));
        assertThat(office.redeem(late)).isFalse();
    }

    @Test
    void anyInstanceTakesWhatAnotherGave() {
        assertThat(office("a secret").redeem(office.issue())).isTrue();
        assertThat(office("another").redeem(office.issue())).isFalse();
    }

    @Test
    void whileASecretIsReplacedTicketsOfBothAreGood() {
        TicketOffice next = office("the next secret", "a secret");

        assertThat(next.redeem(office.issue())).isTrue();
        assertThat(office("the next secret").redeem(next.issue())).isTrue();
    }

    @Test
    void noOtherTextIsATicket() {
        String ticket = office.issue();
        char last = ticket.charAt(20) == 'A' ? 'B' : 'A';

        assertThat(office.redeem("")).isFalse();
        assertThat(office.redeem("!")).isFalse();
        assertThat(office.redeem("A".repeat(10_000))).isFalse();
        assertThat(office.redeem(ticket.substring(1))).isFalse();
        assertThat(office.redeem(ticket.substring(0, 20) + last + ticket.substring(21))).isFalse();
        assertThat(office.redeem(ticket)).isTrue();
    }

    @Test
    void aTicketWrittenAnotherWayIsStillTheSameTicket() {
        String ticket = office.issue();

        assertThat(office.redeem(ticket)).isTrue();
        assertThat(office.redeem(ticket + "==")).isFalse();
    }

    private TicketOffice office(String... secrets) {
        return new TicketOffice(List.of(secrets), Duration.ofSeconds(30), clock);
    }
}
