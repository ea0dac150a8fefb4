package studio.athanor.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "studio.athanor", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule theSpiDependsOnNothing = classes()
            .that()
            .resideInAPackage("studio.athanor.engines.spi..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("studio.athanor.engines.spi..", "java..", "org.jspecify.."));

    @ArchTest
    static final ArchRule formatsKnowNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "studio.athanor.engines.gguf..",
                    "studio.athanor.engines.grammar..",
                    "studio.athanor.engines.chattemplate..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("studio.athanor..")
                    .and(resideOutsideOfPackages(
                            "studio.athanor.engines.gguf..",
                            "studio.athanor.engines.grammar..",
                            "studio.athanor.engines.chattemplate..",
                            "studio.athanor.engines.spi..")));

    @ArchTest
    static final ArchRule enginesKnowNothingOfTheApp = noClasses()
            .that()
            .resideInAPackage("studio.athanor.engines..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "studio.athanor.core..",
                    "studio.athanor.data..",
                    "studio.athanor.desktop..",
                    "studio.athanor.cli..");

    @ArchTest
    static final ArchRule theWorkerKnowsNoEngine = noClasses()
            .that()
            .resideInAPackage("studio.athanor.engines.worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("studio.athanor.engines.llama..", "studio.athanor.engines.ggml..");

    @ArchTest
    static final ArchRule theGpuMonitorKnowsNoEngine = noClasses()
            .that()
            .resideInAPackage("studio.athanor.gpumonitor..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("studio.athanor..")
                    .and(resideOutsideOfPackages("studio.athanor.gpumonitor..", "studio.athanor.engines.gguf..")));

    @ArchTest
    static final ArchRule theAppNamesNoEngine = noClasses()
            .that()
            .resideInAnyPackage(
                    "studio.athanor.core..",
                    "studio.athanor.data..",
                    "studio.athanor.desktop..",
                    "studio.athanor.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("studio.athanor.engines.llama..", "studio.athanor.engines.ggml..");

    @ArchTest
    static final ArchRule theCoreKnowsNeitherWindowNorTerminal = noClasses()
            .that()
            .resideInAnyPackage("studio.athanor.core..", "studio.athanor.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("studio.athanor.desktop..", "studio.athanor.cli..", "picocli..");

    @ArchTest
    static final ArchRule theCoreKnowsNoDatasets = noClasses()
            .that()
            .resideInAPackage("studio.athanor.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("studio.athanor.data..");

    @ArchTest
    static final ArchRule onlyTheDesktopTouchesJavaFx = noClasses()
            .that()
            .resideOutsideOfPackage("studio.athanor.desktop..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "com.sun.javafx..", "atlantafx..");

    @ArchTest
    static final ArchRule modelsOfPanesKnowNoNodes = noClasses()
            .that()
            .resideInAPackage("studio.athanor.desktop..")
            .and()
            .haveSimpleNameEndingWith("Model")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javafx.scene",
                    "javafx.scene.canvas..",
                    "javafx.scene.control..",
                    "javafx.scene.image..",
                    "javafx.scene.layout..",
                    "javafx.scene.shape..",
                    "javafx.scene.text..",
                    "javafx.stage..");

    @ArchTest
    static final ArchRule nothingIsFetchedByRendering =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("javafx.scene.web..", "java.net.http..");

    @ArchTest
    static final ArchRule nothingReadsSerialisedObjects =
            noClasses().should().dependOnClassesThat().areAssignableTo(ObjectInputStream.class);

    @ArchTest
    static final ArchRule theCoreAsksItsClockForTheTime = noClasses()
            .that()
            .resideInAPackage("studio.athanor.core..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone");

    @ArchTest
    static final ArchRule engineModulesHaveNoCycles =
            slices().matching("studio.athanor.engines.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule coreFeaturesHaveNoCycles =
            slices().matching("studio.athanor.core.(*)..").should().beFreeOfCycles();
}
