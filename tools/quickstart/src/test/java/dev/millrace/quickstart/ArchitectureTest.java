package dev.millrace.quickstart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.InstantSource;

@AnalyzeClasses(packages = "dev.millrace.quickstart", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SERVICES_ARE_PROCESSES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.millrace.ingest..",
                    "dev.millrace.segment..",
                    "dev.millrace.trigger..",
                    "dev.millrace.mailer..")
            .because("the quickstart starts the services as their users do, and talks to them over HTTP");

    @ArchTest
    static final ArchRule THE_PLATFORM_DOES_NOT_KNOW_THE_COMMAND_LINE = noClasses()
            .that()
            .resideInAnyPackage("..platform", "..client", "..pack", "..history", "..shop", "..demo")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..command", "picocli..")
            .because("tests use the platform without the command line");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .resideInAnyPackage("..platform", "..client", "..pack", "..history", "..shop", "..demo")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("only the start of a process reads the system clock");
}
