package dev.hearth.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The directions of docs/architecture.md. */
class ArchitectureTest {
  private static final JavaClasses PROTOCOL = module("protocol");
  private static final JavaClasses DATA = module("data");
  private static final JavaClasses DRIVER = module("driver");
  private static final JavaClasses GATEWAY = module("gateway");
  private static final JavaClasses CLI = module("cli");
  private static final JavaClasses CLIENT = module("client");
  private static final JavaClasses BRIDGE = module("bridge");
  private static final JavaClasses DEMO = module("demo");
  private static final JavaClasses ONBOARDING = module("onboarding");

  /** Gateway package to those that it may use, besides its own. From the core outwards. */
  private static final Map<String, Set<String>> GATEWAY_USES =
      Map.ofEntries(
          entry("error", Set.of()),
          entry("home", Set.of("error")),
          entry("registry", Set.of("error", "home")),
          entry("team", Set.of("error", "home")),
          entry("http", Set.of("error", "home", "team")),
          entry("launch", Set.of("error", "home", "registry", "team")),
          entry("session", Set.of("error", "home", "registry", "team", "launch")),
          entry("kernel", Set.of("error", "home", "registry", "team", "session")),
          entry("link", Set.of("error", "team", "session", "kernel")),
          entry(
              "jupyter", Set.of("error", "home", "registry", "team", "http", "session", "kernel")),
          entry("api", Set.of("error", "home", "team", "http", "session", "kernel")));

  private static JavaClasses module(String name) {
    Path classes = Path.of("..", name, "target", "classes");
    return new ClassFileImporter().importPath(classes);
  }

  @Test
  void theProtocolIsPlainJavaAndJackson() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "io.vertx..", "org.apache.spark..", "scala..")
        .check(PROTOCOL);
  }

  @Test
  void sampleDataDependsOnNothing() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.hearth.data..")
        .check(DATA);
  }

  @Test
  void theGatewayNeverSeesSpark() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..", "dev.hearth.driver..")
        .check(GATEWAY);
  }

  @Test
  void awsAndKubernetesAreKnownToTheirLauncherOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.hearth.gateway.launch.emr..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("software.amazon.awssdk..", "io.fabric8..")
        .check(GATEWAY);
  }

  @Test
  void theDriverNeverSeesTheGateway() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "dev.hearth.gateway..")
        .check(DRIVER);
  }

  @Test
  void theCommandIsAnOrdinaryClient() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.hearth.gateway..", "dev.hearth.driver..")
        .check(CLI);
  }

  @Test
  void theBridgeIsAnOrdinaryClient() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.hearth.gateway..", "dev.hearth.driver..", "dev.hearth.cli..", "dev.hearth.data..")
        .check(BRIDGE);
  }

  /** What it plays is AWS and Kubernetes: it must know no more of Hearth than they do. */
  @Test
  void theStandInKnowsNothingOfHearth() {
    noClasses()
        .that()
        .resideInAPackage("dev.hearth.demo..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.hearth..").and(not(resideInAPackage("dev.hearth.demo.."))))
        .check(DEMO);
  }

  @Test
  void onboardingTakesOfTheGatewayOnlyTheFileOfTeams() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.hearth..")
                .and(
                    not(
                        resideInAnyPackage(
                            "dev.hearth.onboarding..",
                            "dev.hearth.client..",
                            "dev.hearth.gateway.team.config..",
                            "dev.hearth.gateway.team",
                            "dev.hearth.gateway.error.."))))
        .check(ONBOARDING);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveSimpleName("TeamDirectory")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "org.jboss..")
        .check(ONBOARDING);
  }

  @Test
  void onlyTheAdaptersKnowTheClientsOfAws() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.hearth.onboarding.aws.sdk..",
            "dev.hearth.onboarding.run..",
            "dev.hearth.onboarding")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(ONBOARDING);
  }

  @Test
  void clientsKnowOnlyTheProtocol() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "com.fasterxml.jackson..", "dev.hearth.protocol..", "dev.hearth.client..")
        .check(CLIENT);
  }

  @Test
  void theGatewaysPackagesPointOneWay() {
    GATEWAY_USES.forEach(
        (name, uses) ->
            GATEWAY_USES.keySet().stream()
                .filter(other -> !other.equals(name) && !uses.contains(other))
                .forEach(
                    other ->
                        noClasses()
                            .that()
                            .resideInAPackage("dev.hearth.gateway." + name + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("dev.hearth.gateway." + other + "..")
                            .allowEmptyShould(true)
                            .check(GATEWAY)));
  }

  @Test
  void noPackagesOfAModuleUseEachOtherInACircle() {
    slices().matching("dev.hearth.gateway.(*)..").should().beFreeOfCycles().check(GATEWAY);
    slices().matching("dev.hearth.driver.(*)..").should().beFreeOfCycles().check(DRIVER);
    slices().matching("dev.hearth.protocol.(*)..").should().beFreeOfCycles().check(PROTOCOL);
    slices().matching("dev.hearth.cli.(*)..").should().beFreeOfCycles().check(CLI);
    slices().matching("dev.hearth.demo.(*)..").should().beFreeOfCycles().check(DEMO);
    slices().matching("dev.hearth.onboarding.(*)..").should().beFreeOfCycles().check(ONBOARDING);
  }

  @Test
  void classesAreNamedByWhatIsSpecialAboutThem() {
    for (JavaClasses module :
        new JavaClasses[] {
          PROTOCOL, DATA, CLIENT, BRIDGE, DRIVER, GATEWAY, CLI, DEMO, ONBOARDING
        }) {
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Manager|Utils?|Helper)")
          .orShould()
          .haveNameMatching(".*\\.(Abstract|Default)[A-Z]\\w*")
          .check(module);
    }
  }
}
