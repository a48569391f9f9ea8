package io.millrace.cluster.cli;

import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.embedding.index.Generations;
import io.millrace.embedding.index.Manifest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace publish}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Makes an index generation live: search sees it from the next query on.",
    footer = {
      "",
      "Example:",
      "  millrace publish",
      "  millrace publish --generation g0000000007-0001"
    })
final class PublishCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--generation",
      paramLabel = "ID",
      description = "The generation to publish. Default: the newest.")
  private @Nullable String generation;

  @Override
  public Integer call() throws IOException {
    WarehouseFolders warehouse = WarehouseFolders.of(common.settings());
    Optional<String> before = new Releases(warehouse.releases()).live().map(Release::release);
    Release now = publish(warehouse, generation);
    common.print(RollbackCommand.change(now, now.previous()), text(now, before));
    return 0;
  }

  /** Publishes a generation, the newest where {@code generation} is null. */
  static Release publish(WarehouseFolders warehouse, @Nullable String generation)
      throws IOException {
    return new Releases(warehouse.releases())
        .publish(
            () -> {
              Manifest manifest = generation(warehouse, generation);
              return new Releases.Candidate(manifest.generation(), manifest.revision(), null);
            });
  }

  /** The finished generation with an id, the newest where {@code id} is null. */
  static Manifest generation(WarehouseFolders warehouse, @Nullable String id) throws IOException {
    return new Generations(warehouse.index())
        .list().stream()
            .filter(each -> id == null || each.generation().equals(id))
            .reduce((older, newer) -> newer)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot find "
                            + (id == null ? "a generation" : "generation " + id)
                            + " in "
                            + warehouse.index()
                            + ": there is no such finished one; run 'millrace index'"));
  }

  private static String text(Release now, Optional<String> before) {
    if (before.filter(now.release()::equals).isPresent()) {
      return "Generation " + now.generation() + " is live already, as " + now.release() + ".";
    }
    return "Release "
        + now.release()
        + " is live: generation "
        + now.generation()
        + ", revision "
        + now.revision()
        + before.map(id -> " (before: " + id + ").").orElse(".");
  }
}
