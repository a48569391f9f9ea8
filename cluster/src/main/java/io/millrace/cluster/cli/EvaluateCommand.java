package io.millrace.cluster.cli;

import picocli.CommandLine.Command;

/** {@code millrace evaluate}: what is evaluated is a command of its own. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures quality on judged data.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EvaluateRetrievalCommand.class,
      EvaluateExtractionCommand.class,
      EvaluateLinksCommand.class,
      EvaluateResolutionCommand.class
    },
    footer = {
      "",
      "Example:",
      "  millrace evaluate retrieval --beir ~/data/scifact",
      "  millrace evaluate extraction --entities ~/data/wnut17/test.jsonl",
      "  millrace evaluate links --edges ~/data/ca-GrQc.txt",
      "  millrace evaluate resolution --records ~/data/a.csv,~/data/b.csv --matches ~/data/matches.csv"
    })
final class EvaluateCommand {}
