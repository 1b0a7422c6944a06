package dev.millrace.trigger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "dev.millrace.trigger", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_core_is_pure = classes()
            .that()
            .resideInAnyPackage(
                    "..trigger.audience..",
                    "..trigger.campaign..",
                    "..trigger.digest..",
                    "..trigger.expression..",
                    "..trigger.journey..",
                    "..trigger.policy..",
                    "..trigger.report..",
                    "..trigger.reward..",
                    "..trigger.webhook..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "dev.millrace.contract..",
                    "dev.millrace.trigger.audience..",
                    "dev.millrace.trigger.campaign..",
                    "dev.millrace.trigger.digest..",
                    "dev.millrace.trigger.expression..",
                    "dev.millrace.trigger.journey..",
                    "dev.millrace.trigger.policy..",
                    "dev.millrace.trigger.report..",
                    "dev.millrace.trigger.reward..",
                    "dev.millrace.trigger.webhook..",
                    "javax.crypto..",
                    "com.fasterxml.jackson..",
                    "org.jspecify..")
            .because("who gets a message is decided and tested without a database, Kafka, HTTP and a framework");

    @ArchTest
    static final ArchRule layers = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("campaign")
            .definedBy("..trigger.campaign..")
            .layer("policy")
            .definedBy("..trigger.policy..")
            .layer("journey")
            .definedBy("..trigger.journey..")
            .layer("report")
            .definedBy("..trigger.report..")
            .layer("audience")
            .definedBy("..trigger.audience..")
            .layer("store")
            .definedBy("..trigger.store..")
            .layer("segment")
            .definedBy("..trigger.segment..")
            .layer("flow")
            .definedBy("..trigger.flow..")
            .layer("edges")
            .definedBy("..trigger.kafka..", "..trigger.rest..", "..trigger.page..", "..trigger.delivery..")
            .whereLayer("edges")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("flow")
            .mayOnlyBeAccessedByLayers("edges")
            .whereLayer("segment")
            .mayOnlyBeAccessedByLayers("flow", "edges")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("flow", "edges")
            .whereLayer("journey")
            .mayOnlyBeAccessedByLayers("report", "store", "flow", "edges")
            .whereLayer("report")
            .mayOnlyBeAccessedByLayers("store", "segment", "flow", "edges")
            .whereLayer("audience")
            .mayOnlyBeAccessedByLayers("store", "segment", "flow", "edges")
            .because("edges call what happens in a transaction, which calls the core; nothing looks outwards");

    @ArchTest
    static final ArchRule nobody_asks_the_system_for_the_time = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.millrace.trigger.SystemTime")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "tickMillis", java.time.ZoneId.class)
            .because("time is injected, so that tests decide what time it is");

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
