package dev.millrace.backing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.millrace.backing", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule STARTING_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage("dev.millrace.backing")
            .and()
            .areNotAssignableTo(BackingServicesTestResource.class)
            .and()
            .areNotAssignableTo(Main.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.millrace.backing", "java..", "org.jspecify..")
            .because("these classes are on the class path of every service's tests, where no broker or server may be");

    @ArchTest
    static final ArchRule SERVERS_DO_NOT_KNOW_EACH_OTHER = noClasses()
            .that()
            .resideInAnyPackage("..kafka", "..postgresql", "..mongodb", "..inbox", "..containers")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.millrace.backing.BackingServices")
            .because("each runs in a process of its own");

    @ArchTest
    static final ArchRule TIME_IS_INJECTED = noClasses()
            .that()
            .areNotAssignableTo(Main.class)
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.InstantSource.class, "system")
            .because("only the start of a process reads the system clock");
}
