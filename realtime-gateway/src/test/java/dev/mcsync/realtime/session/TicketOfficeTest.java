package dev.mcsync.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.realtime.testing.HandClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketOfficeTest {

    private static final String PANEL = "0123456789abcdef";

    private final HandClock clock = new HandClock();
    private final TicketOffice office = office("a secret");

    @Test
    void aTicketIsGoodOnce() {
        String ticket = office.issue(PANEL);

        assertThat(office.redeem(ticket)).contains(Owner.of(PANEL));
        assertThat(office.redeem(ticket)).isEmpty();
    }

    @Test
    void noTwoTicketsAreTheSame() {
        assertThat(office.issue(PANEL)).isNotEqualTo(office.issue(PANEL));
    }

    @Test
    void aTicketIsGoodForThirtySeconds() {
        String early = office.issue(PANEL);
        String late = office.issue(PANEL);

        clock.pass(Duration.ofMillis(29_999));
        assertThat(office.redeem(early)).contains(Owner.of(PANEL));

        clock.pass(Duration.ofMillis(1));
        assertThat(office.redeem(late)).isEmpty();
    }

    @Test
    void anyInstanceTakesWhatAnotherGave() {
        assertThat(office("a secret").redeem(office.issue(PANEL))).contains(Owner.of(PANEL));
        assertThat(office("another").redeem(office.issue(PANEL))).isEmpty();
    }

    @Test
    void whileASecretIsReplacedTicketsOfBothAreGood() {
        TicketOffice next = office("the next secret", "a secret");

        assertThat(next.redeem(office.issue(PANEL))).contains(Owner.of(PANEL));
        assertThat(office("the next secret").redeem(next.issue(PANEL))).contains(Owner.of(PANEL));
    }

    @Test
    void noOtherTextIsATicket() {
        String ticket = office.issue(PANEL);
        char last = ticket.charAt(20) == 'A' ? 'B' : 'A';

        assertThat(office.redeem("")).isEmpty();
        assertThat(office.redeem("!")).isEmpty();
        assertThat(office.redeem("A".repeat(10_000))).isEmpty();
        assertThat(office.redeem(ticket.substring(1))).isEmpty();
        assertThat(office.redeem(ticket.substring(0, 20) + last + ticket.substring(21))).isEmpty();
        assertThat(office.redeem(ticket)).contains(Owner.of(PANEL));
    }

    @Test
    void aTicketWrittenAnotherWayIsStillTheSameTicket() {
        String ticket = office.issue(PANEL);

        assertThat(office.redeem(ticket)).contains(Owner.of(PANEL));
        assertThat(office.redeem(ticket + "==")).isEmpty();
    }

    private TicketOffice office(String... secrets) {
        return new TicketOffice(List.of(secrets), Duration.ofSeconds(30), clock);
    }
}
