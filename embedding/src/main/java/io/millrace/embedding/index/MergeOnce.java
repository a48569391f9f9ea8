package io.millrace.embedding.index;

import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/**
 * Merges all segments there are into a new one when told to, also where there is one alone: the new
 * one has a graph.
 */
final class MergeOnce extends FilterMergePolicy {
  MergeOnce() {
    super(NoMergePolicy.INSTANCE);
  }

  @Override
  public @Nullable MergeSpecification findForcedMerges(
      SegmentInfos segments,
      int most,
      Map<SegmentCommitInfo, Boolean> toMerge,
      MergeContext context) {
    List<SegmentCommitInfo> unmerged =
        segments.asList().stream()
            .filter(segment -> Boolean.TRUE.equals(toMerge.get(segment)))
            .filter(segment -> !context.getMergingSegments().contains(segment))
            .toList();
    if (unmerged.isEmpty()) {
      return null;
    }
    MergeSpecification merges = new MergeSpecification();
    merges.add(new OneMerge(unmerged));
    return merges;
  }
}
