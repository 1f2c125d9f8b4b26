package dev.mcsync.infra.proof.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Figure.Place PLACE = new Figure.Place("drain", "product", "10 events");

    @Test
    void eachValueIsTheMiddleOneOfItsRuns() {
        Report report = report(run(3, 30), run(1, 50), run(2, 40));

        assertThat(report.figures().getFirst().values()).isEqualTo(Map.of("p50", 2.0, "p99", 40.0));
        assertThat(report.repeats()).isEqualTo(3);
    }

    @Test
    void ofTwoRunsTheMiddleLiesBetweenThem() {
        Report report = report(run(1, 10), run(2, 30));

        assertThat(report.figures().getFirst().values()).isEqualTo(Map.of("p50", 1.5, "p99", 20.0));
    }

    @Test
    void theJsonHasTheFiguresAndTheMachine() {
        JsonNode json = JsonMapper.builder().build().readTree(report(run(1, 10)).json());

        assertThat(json.path("command").asString()).isEqualTo("drain");
        assertThat(json.path("machine").path("cores").asInt()).isPositive();
        JsonNode figure = json.path("figures").path(0);
        assertThat(figure.path("bench").asString()).isEqualTo("drain");
        assertThat(figure.path("subject").asString()).isEqualTo("product");
        assertThat(figure.path("at").asString()).isEqualTo("10 events");
        assertThat(figure.path("measure").asString()).isEqualTo("a <measure>");
        assertThat(figure.path("unit").asString()).isEqualTo("ms");
        assertThat(figure.path("values").path("p99").asDouble()).isEqualTo(10.0);
    }

    @Test
    void thePageNeedsNothingBesideItAndEscapesWhatItTells() {
        String page = report(run(1, 10)).page();

        assertThat(page)
                .contains("<svg", "a &lt;measure&gt;")
                .doesNotContain("<measure>", "<script", "src=", "href=", "{{");
    }

    @Test
    void theTableHasALineForEachFigure() {
        assertThat(report(run(1, 10)).table())
                .contains("product  10 events  a <measure>  p50 1.00  p99 10.0 ms");
    }

    private static Report report(Figure... runs) {
        return Report.of("drain", Instant.EPOCH, Stream.of(runs).map(List::of).toList());
    }

    private static Figure run(double p50, double p99) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("p50", p50);
        values.put("p99", p99);
        return PLACE.many("a <measure>", "ms", values);
    }
}
