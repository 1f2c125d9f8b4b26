package dev.mcsync.infra.proof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.mcsync.service.kafka.KafkaClients;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;

@AnalyzeClasses(
        packages = "dev.mcsync.infra.proof",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** One reader of topics, and none of the product's. */
    @ArchTest
    static final ArchRule topicsAreReadInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.mcsync.infra.proof.topic..")
                    .should()
                    .callConstructor(
                            KafkaConsumer.class, Map.class, Deserializer.class, Deserializer.class)
                    .orShould()
                    .callMethod(KafkaClients.class, "openConsumer", String.class, Map.class);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.mcsync.infra.proof.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePartsOfChaosHaveNoCycles =
            slices().matching("dev.mcsync.infra.proof.chaos.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule thePartsOfTheBenchmarkHaveNoCycles =
            slices().matching("dev.mcsync.infra.proof.bench.(*)..").should().beFreeOfCycles();
}
