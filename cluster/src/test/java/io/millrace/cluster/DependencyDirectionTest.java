package io.millrace.cluster;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. The picture is in docs/architecture.md. */
@AnalyzeClasses(
    packages = "io.millrace",
    importOptions = {DoNotIncludeTests.class, DependencyDirectionTest.NoTestJars.class})
final class DependencyDirectionTest {
  /** Once modules are packaged, the tests of some come in archives. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] ENGINES = {
    "org.apache.spark..",
    "org.apache.hadoop..",
    "org.apache.iceberg..",
    "org.apache.beam..",
    "scala.."
  };

  @ArchTest
  static final ArchRule coreKnowsNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.core..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.millrace..")
                  .and(resideInAPackage("io.millrace.core..").negate().as("outside core")));

  @ArchTest
  static final ArchRule ingestionAndEmbeddingMeetInTablesOnly =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.ingestion..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.embedding..",
              "io.millrace.graph..",
              "io.millrace.evaluation..",
              "io.millrace.cluster..");

  @ArchTest
  static final ArchRule embeddingKnowsNeitherIngestionNorItsUsers =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.embedding..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.ingestion..", "io.millrace.evaluation..", "io.millrace.cluster..");

  @ArchTest
  static final ArchRule graphKnowsNeitherJobsNorItsUsers =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.graph..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.ingestion..",
              "io.millrace.embedding..",
              "io.millrace.evaluation..",
              "io.millrace.cluster..");

  @ArchTest
  static final ArchRule evaluationReadsEmbeddingAndGraphOnly =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.evaluation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.millrace.ingestion..", "io.millrace.cluster..");

  @ArchTest
  static final ArchRule theServiceReadsWhatIsPublishedOnly =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.query..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.millrace.core.warehouse..",
              "io.millrace.core.revision..",
              "io.millrace.ingestion..",
              "io.millrace.evaluation..",
              "io.millrace.cluster..");

  @ArchTest
  static final ArchRule theClientStandsAlone =
      noClasses()
          .that()
          .resideInAPackage("io.millrace.client..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.millrace..")
                  .and(resideInAPackage("io.millrace.client..").negate().as("outside the client")));

  @ArchTest
  static final ArchRule servingTouchesNoEngine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.millrace.core.process..",
              "io.millrace.core.release..",
              "io.millrace.core.settings..",
              "io.millrace.core.tokenize..",
              "io.millrace.embedding.pretrained..",
              "io.millrace.embedding.encode..",
              "io.millrace.embedding.index..",
              "io.millrace.embedding.retrieve..",
              "io.millrace.embedding.vector..",
              "io.millrace.evaluation..",
              "io.millrace.graph.alias..",
              "io.millrace.graph.analyse..",
              "io.millrace.graph.database..",
              "io.millrace.graph.dictionary..",
              "io.millrace.graph.element..",
              "io.millrace.graph.event..",
              "io.millrace.graph.explore..",
              "io.millrace.graph.extract..",
              "io.millrace.graph.mention..",
              "io.millrace.graph.name..",
              "io.millrace.graph.record..",
              "io.millrace.graph.relation..",
              "io.millrace.graph.server..",
              "io.millrace.graph.value..",
              "io.millrace.query..",
              "io.millrace.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ENGINES)
          .because(
              "search, evaluation and the query service run without Spark on any Java from 17");

  @ArchTest
  static final ArchRule jobsDoNotKnowTheProcess =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.millrace.core..",
              "io.millrace.ingestion..",
              "io.millrace.embedding..",
              "io.millrace.graph..",
              "io.millrace.evaluation..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.millrace.(*).(*)..").should().beFreeOfCycles();
}
