package dev.mcsync.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

@AnalyzeClasses(
        packages = "dev.mcsync.processor",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theCoreIsPure =
            classes()
                    .that()
                    .resideInAPackage("..processor.core..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.processor.core..",
                            "dev.mcsync.contracts..",
                            "java.lang..",
                            "java.util..",
                            "java.time..",
                            "org.jspecify..");

    @ArchTest
    static final ArchRule theCoreHasNoClockAndNoDice =
            noClasses()
                    .that()
                    .resideInAPackage("..processor.core..")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Clock.class, InstantSource.class, Random.class, Thread.class);

    @ArchTest
    static final ArchRule servicesDoNotKnowEachOther =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.ingress..",
                            "dev.mcsync.notifier..",
                            "dev.mcsync.realtime..",
                            "dev.mcsync.infra..");

    @ArchTest
    static final ArchRule onlyTheLedgerKnowsTheDriver =
            noClasses()
                    .that()
                    .resideInAnyPackage("..core..", "..intake..", "..deadline..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.r2dbc..", "reactor..");

    @ArchTest
    static final ArchRule noConnectionIsOpenedButByTheOneOpener =
            noClasses().should().dependOnClassesThat().belongToAnyOf(DriverManager.class);

    @ArchTest
    static final ArchRule everyClientOfKafkaIsMadeInOnePlace =
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
