package io.millrace.evaluation.report;

import java.util.Locale;

/** How far down a reader must go: the rank of the first relevant document, by mode. */
final class RankSection {
  private static final int[] UP_TO = {1, 3, 10, 100, Integer.MAX_VALUE};
  private static final String[] NAMES = {
    "first", "2 – 3", "4 – 10", "11 – 100", "beyond 100", "not found"
  };

  private RankSection() {}

  static void write(Html html, RetrievalReport report) {
    html.raw("<section><h2>Where the first right document stands</h2><div class=\"legend\">");
    for (int i = 0; i < NAMES.length; i++) {
      html.raw("<span><i class=\"rank" + i + "\"></i>").text(NAMES[i]).raw("</span>");
    }
    html.raw("</div>");
    for (ModeResult mode : report.modes()) {
      int[] counts = counts(report, mode);
      int total = 0;
      for (int count : counts) {
        total += count;
      }
      html.raw("<div class=\"stack\">").element("b", mode.mode()).raw("<div>");
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          double share = 100.0 * counts[i] / total;
          html.raw(
              String.format(
                  Locale.ROOT,
                  "<span class=\"rank%d\" style=\"width:%.3f%%\" title=\"%s: %s of %s (%.1f %%)\">%s</span>",
                  i,
                  share,
                  NAMES[i],
                  Html.whole(counts[i]),
                  Html.whole(total),
                  share,
                  share >= 6 ? String.format(Locale.ROOT, "%.0f %%", share) : ""));
        }
      }
      html.raw("</div></div>");
    }
    html.raw("<p class=\"note\">Share of judged queries by the rank of their first relevant")
        .raw(" document among the 1,000 retrieved.</p></section>");
  }

  private static int[] counts(RetrievalReport report, ModeResult mode) {
    int[] counts = new int[NAMES.length];
    for (String query : report.queries().keySet()) {
      int rank = FirstHit.rank(mode.run(), query, report.qrels().of(query));
      int bucket = NAMES.length - 1;
      if (rank != FirstHit.NONE) {
        bucket = 0;
        while (rank > UP_TO[bucket]) {
          bucket++;
        }
      }
      counts[bucket]++;
    }
    return counts;
  }
}
