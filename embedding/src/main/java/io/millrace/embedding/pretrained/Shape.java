package io.millrace.embedding.pretrained;

/**
 * The sizes of a BERT encoder (Devlin et al. 2019), which XLM-RoBERTa shares.
 *
 * @param vocabulary rows of the word embeddings
 * @param positions rows of the position embeddings
 * @param firstPosition the row of a text's first token: 0 for BERT, padding id + 1 for XLM-RoBERTa
 * @param hidden width of a token vector
 * @param intermediate width between the two linear layers of a block
 * @param layers blocks
 * @param heads attention heads, each {@code hidden / heads} wide
 * @param epsilon of the layer norms
 */
public record Shape(
    int vocabulary,
    int positions,
    int firstPosition,
    int hidden,
    int intermediate,
    int layers,
    int heads,
    double epsilon) {

  public Shape {
    if (heads < 1 || hidden % heads != 0) {
      throw new IllegalArgumentException(
          "Cannot use the model: its width "
              + hidden
              + " is not a multiple of its "
              + heads
              + " attention heads");
    }
  }

  /** The longest text in tokens, special ones included. */
  public int maxTokens() {
    return positions - firstPosition;
  }
}
