package dev.millrace.segment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;

@AnalyzeClasses(packages = "dev.millrace.segment", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule decisionsKnowNoFramework = classes()
            .that()
            .resideInAnyPackage(
                    "..segment.customer",
                    "..segment.membership",
                    "..segment.codec",
                    "..segment.identity",
                    "..segment.time",
                    "..segment.population")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.databind..",
                    "org.apache.datasketches..",
                    "dev.millrace.contract",
                    "..segment.rule",
                    "..segment.evaluation",
                    "..segment.customer",
                    "..segment.membership",
                    "..segment.codec",
                    "..segment.identity",
                    "..segment.time",
                    "..segment.population")
            .because("the same code must serve live traffic, imports, previews and tests without Kafka");

    @ArchTest
    static final ArchRule rulesKnowOnlyTheParser = classes()
            .that()
            .resideInAPackage("..segment.rule")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.antlr.v4.runtime..",
                    "com.google.re2j..",
                    "com.fasterxml.jackson.databind..",
                    "dev.millrace.contract",
                    "..segment.rule",
                    "..segment.customer")
            .because("the language is the heart of the product and is tested in milliseconds");

    @ArchTest
    static final ArchRule nobodyReadsTheClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .because("time lives in the log");

    @ArchTest
    static final ArchRule whatInstancesAskEachOtherIsNeverAskedOn = noClasses()
            .that()
            .haveSimpleName("PartitionsResource")
            .or()
            .haveSimpleName("AskedPartitions")
            .or()
            .haveSimpleNameEndingWith("Question")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("Router")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleName("Peers")
            .because("a question must not go round in circles");

    @ArchTest
    static final ArchRule namesSayWhatThingsAre = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .because("a name of these says nothing");
}
