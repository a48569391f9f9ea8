package io.millrace.cluster.cli;

import io.millrace.core.table.Pin;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.PinJob;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code millrace graph merge}, {@code split} and {@code release} have in common. */
abstract sealed class GraphPinCommand implements Callable<Integer> {
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "A name, or an entity's id.")
  private String one = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Another name, or an entity's id.")
  private String other = "";

  @Option(
      names = "--why",
      required = true,
      paramLabel = "TEXT",
      description = "The reason, for whoever reads it.")
  private String why = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "The type of both, where a name has several: person, organization, place …")
  private @Nullable String type;

  private final Pin.Decision decision;
  private final String effect;

  private GraphPinCommand(Pin.Decision decision, String effect) {
    this.decision = decision;
    this.effect = effect;
  }

  @Override
  public Integer call() throws IOException {
    Pin pin;
    try (Warehouse warehouse = Warehouse.open(common.settings())) {
      pin =
          new PinJob(warehouse, common::say)
              .run(one, other, type, decision, why, System.getProperty("user.name"));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("left", pin.left());
    json.put("right", pin.right());
    json.put("decision", pin.decision());
    json.put("why", pin.why());
    json.put("by", pin.by());
    json.put("at", pin.at());
    common.print(
        json,
        pin.left()
            + " and "
            + pin.right()
            + effect
            + " from the next 'millrace graph' on, whatever documents say.");
    return 0;
  }

  /** {@code millrace graph merge}. */
  @Command(
      name = "merge",
      mixinStandardHelpOptions = true,
      description = "Decides that two names are one thing.",
      footer = {
        "",
        "Example:",
        "  millrace graph merge 明沙电站 \"Mingsha Power Station\" --why \"the same site\""
      })
  static final class Merge extends GraphPinCommand {
    Merge() {
      super(Pin.Decision.MERGE, " are one thing");
    }
  }

  /** {@code millrace graph split}. */
  @Command(
      name = "split",
      mixinStandardHelpOptions = true,
      description = "Decides that two names are two things.",
      footer = {
        "",
        "Example:",
        "  millrace graph split \"J. Smith\" \"John Smith\" --why \"Jane, from the board\""
      })
  static final class Split extends GraphPinCommand {
    Split() {
      super(Pin.Decision.SPLIT, " are two things");
    }
  }

  /** {@code millrace graph release}. */
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "Takes an earlier decision on two names back: the rules decide again.",
      footer = {
        "",
        "Example:",
        "  millrace graph release \"J. Smith\" \"John Smith\" --why \"decided by mistake\""
      })
  static final class Release extends GraphPinCommand {
    Release() {
      super(Pin.Decision.RELEASE, " are what the rules say");
    }
  }
}
