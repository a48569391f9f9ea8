package io.millrace.cluster.cli;

import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace rollback}. */
@Command(
    name = "rollback",
    mixinStandardHelpOptions = true,
    description = "Makes an earlier release live again, at once.",
    footer = {
      "",
      "Example:",
      "  millrace rollback                  what was live before the live release",
      "  millrace rollback --to r000003"
    })
final class RollbackCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--to",
      paramLabel = "RELEASE",
      description = "The release to go back to. Default: the one that was live before.")
  private @Nullable String target;

  @Override
  public Integer call() throws IOException {
    Releases releases = new Releases(WarehouseFolders.of(common.settings()).releases());
    Optional<String> before = releases.live().map(Release::release);
    Release now = releases.rollback(target);
    common.print(
        change(now, before.orElse(null)),
        "Release "
            + now.release()
            + " is live again (revision "
            + now.revision()
            + "), in place of "
            + before.orElse("none")
            + ".");
    return 0;
  }

  /** What publish and rollback print of a pointer's change. */
  static Map<String, Object> change(Release now, @Nullable String previous) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("release", now.release());
    change.put("generation", now.generation());
    change.put("revision", now.revision());
    change.put("previous", previous);
    return change;
  }
}
