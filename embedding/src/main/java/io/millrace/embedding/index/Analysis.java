package io.millrace.embedding.index;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which full-text fields a generation has. */
public enum Analysis {
  /**
   * {@link Fields#TEXT_ENGLISH} for every passage, and {@link Fields#TEXT_CHINESE} for those with
   * at least one Chinese, Japanese or Korean character.
   */
  @JsonProperty("auto")
  AUTO,
  /** {@link Fields#TEXT_ENGLISH} alone. */
  @JsonProperty("en")
  ENGLISH,
  /** Both for every passage, and every question is treated as Chinese. */
  @JsonProperty("zh")
  CHINESE
}
