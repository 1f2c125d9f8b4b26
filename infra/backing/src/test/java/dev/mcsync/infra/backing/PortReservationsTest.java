package dev.mcsync.infra.backing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortReservationsTest {

    @Test
    void noPortIsGivenTwiceToOneProcess() {
        assertThat(Stream.generate(LoopbackPorts::free).limit(500)).doesNotHaveDuplicates();
    }

    @Test
    void whatOneProcessHasAnotherDoesNotGet() throws Exception {
        int here = LoopbackPorts.free();

        List<String> there = taken(here, here + 12_000);

        assertThat(there).containsExactly("false", "true");
    }

    @Test
    void whatAProcessHadIsFreeAfterItsEnd() throws Exception {
        int port = 1_000 + LoopbackPorts.free();

        assertThat(taken(port)).containsExactly("true");
        assertThat(taken(port)).containsExactly("true");
    }

    /** What a process of its own is told when it wants the ports. */
    private static List<String> taken(Integer... ports) throws Exception {
        List<String> command =
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Taker.class.getName()),
                                Stream.of(ports).map(String::valueOf))
                        .collect(Collectors.toList());
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.lines().toList();
    }

    static final class Taker {
        private Taker() {}

        public static void main(String[] ports) {
            for (String port : ports) {
                System.out.println(PortReservations.take(Integer.parseInt(port)));
            }
        }
    }
}
