package io.millrace.embedding.encode;

import io.millrace.embedding.pretrained.BuiltInModel;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which model serves which language. Their cosines do not compare: lists of different models are
 * fused by rank.
 *
 * @param chinese the model of Chinese text
 * @param other the model of all other text
 */
public record EncoderChoice(String chinese, String other) {

  /** bge-small-zh-v1.5 for Chinese, bge-small-en-v1.5 for all else. */
  public static EncoderChoice builtIn() {
    return new EncoderChoice(BuiltInModel.BGE_SMALL_ZH.model(), BuiltInModel.BGE_SMALL_EN.model());
  }

  /** One model, by name or folder, for every language. */
  public static EncoderChoice single(String model) {
    return new EncoderChoice(model, model);
  }

  /** All models, each once. */
  public List<String> models() {
    return Stream.of(other, chinese).distinct().toList();
  }

  /** The model for text in a language, given as a BCP 47 tag. */
  public String ofLanguage(String language) {
    return language.equals("zh") || language.startsWith("zh-") ? chinese : other;
  }

  /**
   * The models that encode a query: the Chinese one if it has an ideograph, the other if it has a
   * letter of another script or no ideograph; both if it is mixed.
   */
  public List<String> ofQuery(String query) {
    boolean ideographs = query.codePoints().anyMatch(Character::isIdeographic);
    boolean letters =
        query.codePoints().anyMatch(c -> Character.isLetter(c) && !Character.isIdeographic(c));
    if (!ideographs) {
      return List.of(other);
    }
    return letters ? models() : List.of(chinese);
  }
}
