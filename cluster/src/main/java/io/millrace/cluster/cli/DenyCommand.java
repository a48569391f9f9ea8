package io.millrace.cluster.cli;

import io.millrace.core.release.DenyList;
import io.millrace.core.release.DenyList.Forgotten;
import io.millrace.core.release.WarehouseFolders;
import io.millrace.ingestion.source.CanonicalUri;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace deny}. */
@Command(
    name = "deny",
    mixinStandardHelpOptions = true,
    description =
        "Documents that no release shows: hidden at once, and not ingested again until they are removed from the list.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DenyAddCommand.class, DenyListCommand.class, DenyRemoveCommand.class},
    footer = {
      "",
      "Example:",
      "  millrace deny add ~/documents/contract.pdf --why \"withdrawn by the author\"",
      "  millrace deny list",
      "  millrace deny remove ~/documents/contract.pdf"
    })
final class DenyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(
        Objects.requireNonNull(spec, "picocli sets the spec before a command runs").commandLine(),
        "Cannot run 'deny': say add, list or remove");
  }

  /** The list of a warehouse that is there: in one that is not, nothing would be hidden. */
  static DenyList list(CommonOptions common) {
    return new DenyList(WarehouseFolders.existing(common.settings()).releases());
  }

  /** What users write → canonical URIs, as ingestion names documents. */
  static List<String> canonical(List<String> documents) {
    return documents.stream().map(CanonicalUri::of).toList();
  }

  static Map<String, Object> json(Forgotten entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("uri", entry.uri());
    json.put("document", entry.document());
    json.put("why", entry.why());
    json.put("at", entry.at());
    return json;
  }
}
