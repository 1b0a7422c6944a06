package dev.millrace.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "dev.millrace.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_core_is_pure = classes()
            .that()
            .resideInAnyPackage(
                    "..ingest.tracking..",
                    "..ingest.key..",
                    "..ingest.storefront..",
                    "..ingest.webhook..",
                    "..ingest.catalog..",
                    "..ingest.cart..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.millrace.contract..",
                    "dev.millrace.ingest.tracking..",
                    "dev.millrace.ingest.key..",
                    "dev.millrace.ingest.storefront..",
                    "dev.millrace.ingest.webhook..",
                    "dev.millrace.ingest.catalog..",
                    "dev.millrace.ingest.cart..",
                    "javax.crypto..",
                    "com.fasterxml.jackson.dataformat.csv..",
                    "com.fasterxml.jackson.annotation..",
                    "io.github.bucket4j..",
                    "com.fasterxml.jackson.core..",
                    "com.fasterxml.jackson.databind..",
                    "org.jspecify..")
            .because("what an event becomes is decided and tested without HTTP, Kafka and a framework");

    @ArchTest
    static final ArchRule nobody_asks_the_system_for_the_time = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.millrace.ingest.SystemTime")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .because("time is injected, so that tests decide what time it is");

    @ArchTest
    static final ArchRule kafka_stays_at_its_edge = noClasses()
            .that()
            .resideInAnyPackage("..ingest.http..", "..ingest.intake..", "..ingest.tracking..", "..ingest.key..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..")
            .because("HTTP speaks to the log through EventLog, which a test can replace");

    @ArchTest
    static final ArchRule what_becomes_of_a_request_does_not_depend_on_how_it_came = noClasses()
            .that()
            .resideInAnyPackage("..ingest.intake..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "jakarta.ws.rs..")
            .because("it is tested with millions of requests, without a network");

    @ArchTest
    static final ArchRule names_say_what_a_class_owns = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Dto")
            .orShould()
            .resideInAnyPackage(
                    "..util..", "..common..", "..helper..", "..impl..", "..manager..", "..base..", "..dto..")
            .because("such names hide what is inside");
}
