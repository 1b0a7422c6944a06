package dev.millrace.mailer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "dev.millrace.mailer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule decisions_are_pure = classes()
            .that()
            .resideInAnyPackage(
                    "..mailer.ledger..",
                    "..mailer.link..",
                    "..mailer.engagement..",
                    "..mailer.mail..",
                    "..mailer.pacing..",
                    "..mailer.preference..",
                    "..mailer.relay..",
                    "..mailer.report..",
                    "..mailer.survey..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "dev.millrace.contract..",
                    "dev.millrace.mailer.ledger..",
                    "dev.millrace.mailer.link..",
                    "dev.millrace.mailer.engagement..",
                    "dev.millrace.mailer.mail..",
                    "dev.millrace.mailer.pacing..",
                    "dev.millrace.mailer.preference..",
                    "dev.millrace.mailer.report..",
                    "dev.millrace.mailer.survey..",
                    "dev.millrace.mailer.template..")
            .because("what becomes of a message is decided and tested without a store, a server and a framework");

    @ArchTest
    static final ArchRule templates_know_their_languages_only = classes()
            .that()
            .resideInAPackage("..mailer.template..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "dev.millrace.contract..",
                    "dev.millrace.mailer.template..",
                    "liqp..",
                    "liquid..",
                    "ua.co.k.strftime..",
                    "ch.digitalfondue.mjml4j..")
            .because("a template is rendered from values alone, the same way everywhere");

    @ArchTest
    static final ArchRule nobody_asks_the_system_for_the_time = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.millrace.mailer.SystemTime")
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
    static final ArchRule mongodb_stays_at_its_edge = noClasses()
            .that()
            .resideOutsideOfPackage("..mailer.mongo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.mongodb..", "org.bson..")
            .because("the ledger is one class to everybody else");

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
            .because("such a name says nothing");
}
