package dev.mcsync.ingress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** What may know what. */
@AnalyzeClasses(
        packages = "dev.mcsync.ingress",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    /** Of this product the gateway knows the contracts: no other service, and no database. */
    @ArchTest
    static final ArchRule THE_GATEWAY_KNOWS_ONLY_THE_CONTRACTS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.processor..",
                            "dev.mcsync.notifier..",
                            "dev.mcsync.realtime..",
                            "dev.mcsync.db..",
                            "dev.mcsync.infra..");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.mcsync.ingress.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule KAFKA_IS_KNOWN_WHERE_FACTS_GO_OUT_AND_OUTCOMES_COME_IN =
            classes()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.ingress.publish..", "dev.mcsync.ingress.outcome..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideOutsideOfPackage("org.apache.kafka..");

    /** Bodies go through the strict codec: nothing here binds or parses JSON by other means. */
    @ArchTest
    static final ArchRule NOBODY_PARSES_JSON_BUT_THE_CONTRACTS =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule EVERY_CLIENT_OF_KAFKA_IS_MADE_IN_ONE_PLACE =
            noClasses()
                    .should()
                    .callConstructor(
                            KafkaConsumer.class, Map.class, Deserializer.class, Deserializer.class)
                    .orShould()
                    .callConstructor(
                            KafkaProducer.class, Map.class, Serializer.class, Serializer.class)
                    .orShould()
                    .callMethod(Admin.class, "create", Map.class);
}
