package dev.mcsync.realtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
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

@AnalyzeClasses(
        packages = "dev.mcsync.realtime",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule noOtherServiceIsUsed =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.mcsync.ingress..",
                            "dev.mcsync.processor..",
                            "dev.mcsync.notifier..",
                            "dev.mcsync.infra..");

    @ArchTest
    static final ArchRule kafkaStaysWithinTheViewAndTheLog =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.realtime.view..", "dev.mcsync.realtime.log..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");

    @ArchTest
    static final ArchRule theDatabaseStaysWithinTheReads =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.mcsync.realtime.read..", "dev.mcsync.realtime.http..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.r2dbc..", "org.springframework.r2dbc..");

    @ArchTest
    static final ArchRule jsonFromOutsideIsReadByTheOneCodec =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("tools.jackson..", "com.fasterxml..");

    @ArchTest
    static final ArchRule featuresDoNotDependOnEachOtherInCircles =
            slices().matching("dev.mcsync.realtime.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsMadeToBeInherited =
            classes()
                    .that()
                    .arePublic()
                    .and()
                    .areNotInterfaces()
                    .should()
                    .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule everyClientOfKafkaIsMadeInOnePlaceButThoseThatStreamsAsksFor =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("TrackedConsumer")
                    .and()
                    .doNotHaveSimpleName("GlobalOnly")
                    .should()
                    .callConstructor(
                            KafkaConsumer.class, Map.class, Deserializer.class, Deserializer.class)
                    .orShould()
                    .callConstructor(
                            KafkaProducer.class, Map.class, Serializer.class, Serializer.class)
                    .orShould()
                    .callMethod(Admin.class, "create", Map.class);
}
