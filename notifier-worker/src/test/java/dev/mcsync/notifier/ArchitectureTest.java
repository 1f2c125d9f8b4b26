package dev.mcsync.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

@AnalyzeClasses(packages = "dev.mcsync.notifier", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule NO_OTHER_SERVICE_IS_USED =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.ingress..",
                            "dev.mcsync.processor..",
                            "dev.mcsync.realtime..",
                            "dev.mcsync.infra..");

    @ArchTest
    static final ArchRule MESSAGES_ARE_PURE =
            classes()
                    .that()
                    .resideInAPackage("dev.mcsync.notifier.message..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java.lang..",
                            "java.time..",
                            "java.util..",
                            "org.jspecify..",
                            "dev.mcsync.contracts..",
                            "dev.mcsync.notifier.message..");

    @ArchTest
    static final ArchRule THE_VERDICT_IS_PURE =
            noClasses()
                    .that()
                    .haveSimpleName("Verdict")
                    .or()
                    .haveSimpleName("SenderState")
                    .or()
                    .haveSimpleName("Backoff")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "reactor..",
                            "io..",
                            "org.springframework..",
                            "org.apache.kafka..",
                            "org.slf4j..");

    @ArchTest
    static final ArchRule EACH_TECHNOLOGY_HAS_ITS_PLACE =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.notifier.ledger..",
                            "dev.mcsync.notifier.intake..",
                            "dev.mcsync.notifier")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.r2dbc..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule PACKAGES_DO_NOT_GO_IN_CIRCLES =
            slices().matching("dev.mcsync.notifier.(*)..").should().beFreeOfCycles();

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
