package io.millrace.cluster.cli;

import io.millrace.core.release.Release;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.core.settings.Settings;
import io.millrace.embedding.retrieve.Copies;
import io.millrace.embedding.retrieve.Filters;
import io.millrace.embedding.retrieve.Mode;
import io.millrace.embedding.retrieve.RankedPassage;
import io.millrace.embedding.retrieve.SearchHit;
import io.millrace.embedding.retrieve.SearchRequest;
import io.millrace.embedding.retrieve.Searcher;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code millrace search}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = "Finds passages in the live release.",
    footer = {
      "",
      "Example:",
      "  millrace search \"how long may a diver stay below the gates\"",
      "  millrace search \"大坝巡检多久一次\" --k 3 --mode bm25",
      "  millrace search \"谁在明沙电站工作\" --mode hybrid-graph",
      "  millrace search \"turbine oil\" --language en --type application/pdf --from 2024-01-01"
    })
final class SearchCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private EncoderOptions encoder = new EncoderOptions();

  @Parameters(paramLabel = "QUERY", description = "The question, in plain words and in quotes.")
  private String query = "";

  @Option(names = "--k", paramLabel = "N", description = "How many passages. Default 10.")
  private int k = 10;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = {
        "bm25 (words), dense (vectors), hybrid (both), graph (what the graph says of who and what"
            + " the question names) or hybrid-graph (all three). Default hybrid."
      })
  private Mode mode = Mode.HYBRID;

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "G",
      description = "Whose eyes: documents of these groups are seen. Default public.")
  private Set<String> groups = Set.of("public");

  @Option(
      names = "--language",
      split = ",",
      paramLabel = "L",
      description = "Only passages in these languages, as en or zh.")
  private Set<String> languages = Set.of();

  @Option(
      names = "--type",
      split = ",",
      paramLabel = "T",
      description = "Only documents of these media types, as application/pdf or text/*.")
  private Set<String> types = Set.of();

  @Option(
      names = "--source",
      split = ",",
      paramLabel = "S",
      description = "Only documents of these sources.")
  private Set<String> sources = Set.of();

  @Option(
      names = "--meta",
      paramLabel = "K=V",
      description = "Only documents with this metadata; may be repeated.")
  private Map<String, String> metadata = Map.of();

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description =
          "Only documents dated (metadata date, else modified, else created) on or after this day or instant.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Only documents dated before this day or instant.")
  private @Nullable String to;

  @Option(
      names = "--release",
      paramLabel = "ID",
      description = "Search this release instead of the live one.")
  private @Nullable String release;

  @Override
  public Integer call() throws IOException {
    Settings settings = common.settings(encoder.flags());
    WarehouseFolders warehouse = WarehouseFolders.of(settings);
    Release searched = LiveSearch.release(warehouse, release);
    SearchRequest request =
        new SearchRequest(
            query,
            k,
            mode,
            groups,
            Filters.NONE
                .withLanguages(languages)
                .withMediaTypes(types)
                .withSources(sources)
                .withMetadata(metadata)
                .between(instant("--from", from), instant("--to", to))
                .without(LiveSearch.unseen(warehouse, searched, groups)),
            Copies.COLLAPSE,
            mode.usesGraph() ? fromGraph(settings, searched) : List.of());
    try (Searcher searcher =
        LiveSearch.open(warehouse, searched.generation(), settings.encoder(), Set.of(mode))) {
      List<SearchHit> hits = searcher.search(request);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("release", searched.release());
      json.put("mode", mode.label());
      json.put("hits", hits);
      common.print(json, HitText.of(hits));
    }
    return 0;
  }

  private List<RankedPassage> fromGraph(Settings settings, Release searched) throws IOException {
    try (GraphOptions.Opened graph = GraphOptions.open(settings, groups, searched.revision())) {
      return graph.rank(query);
    }
  }

  private @Nullable Instant instant(String option, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Filters.date(text);
    } catch (DateTimeException e) {
      throw new ParameterException(
          common.command(),
          "Cannot read "
              + option
              + " '"
              + text
              + "': it must be a day such as 2024-01-31 or an instant such as 2024-01-31T12:00:00Z",
          e);
    }
  }
}
