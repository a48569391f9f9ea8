package io.millrace.cluster.cli;

import io.millrace.core.release.Release;
import io.millrace.core.release.Releases;
import io.millrace.core.release.WarehouseFolders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace releases}. */
@Command(
    name = "releases",
    mixinStandardHelpOptions = true,
    description = "Lists what was published, and which release is live.",
    footer = {"", "Example:", "  millrace releases --warehouse /data/base"})
final class ReleasesCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    Releases releases = new Releases(WarehouseFolders.of(common.settings()).releases());
    Optional<String> live = releases.live().map(Release::release);
    List<Map<String, Object>> rows = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Release release : releases.all()) {
      boolean isLive = live.filter(release.release()::equals).isPresent();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("release", release.release());
      row.put("generation", release.generation());
      row.put("revision", release.revision());
      row.put("published", release.published());
      row.put("live", isLive);
      rows.add(row);
      text.append(isLive ? "* " : "  ")
          .append(release.release())
          .append("  generation ")
          .append(release.generation())
          .append("  revision ")
          .append(release.revision())
          .append("  published ")
          .append(release.published())
          .append('\n');
    }
    common.print(
        Map.of("releases", rows),
        rows.isEmpty() ? "Nothing was published yet." : text.toString().stripTrailing());
    return 0;
  }
}
