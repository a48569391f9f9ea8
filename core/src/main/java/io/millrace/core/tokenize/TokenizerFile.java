package io.millrace.core.tokenize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.table.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Hugging Face {@code tokenizer.json}, changed so that it reads documents as plain text:
 *
 * <ul>
 *   <li>no truncation and no padding;
 *   <li>special tokens ({@code [CLS]}, {@code <s>}) cannot be reached from text. They are no longer
 *       matched before tokenizing, and their vocabulary pieces are renamed to something with a
 *       space in it, which no word has. The post-processor adds them by id and still does;
 *   <li>lower-casing, where the vocabulary has no capitals and the normalizer does not lower-case:
 *       else every word with a capital would become the unknown token.
 * </ul>
 *
 * @param json the changed file
 * @param fingerprint hash of the changed file's content, whatever the order of its keys
 * @param words whether text is tokenized word by word as BERT does, each ASCII punctuation mark and
 *     each ideograph being a word
 */
record TokenizerFile(String json, String fingerprint, boolean words) {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Reads a file, or the only {@code *tokenizer.json} of a folder. */
  static TokenizerFile read(Path path) {
    Path file = Files.isDirectory(path) ? inFolder(path) : path;
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      if (!(root instanceof ObjectNode object) || !(root.path("model") instanceof ObjectNode)) {
        throw new IllegalArgumentException(
            "Cannot read the tokenizer " + file + ": it has no \"model\"");
      }
      return of(object);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "Cannot read the tokenizer " + file + ": the file is missing", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the tokenizer " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path inFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> file.getFileName().toString().endsWith("tokenizer.json")).toList();
      if (found.size() != 1) {
        throw new IllegalArgumentException(
            "Cannot read the tokenizer of "
                + folder
                + ": one *tokenizer.json was expected, found "
                + found.size());
      }
      return found.get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot list the tokenizer folder " + folder + ": " + e.getMessage(), e);
    }
  }

  static TokenizerFile of(ObjectNode root) throws IOException {
    root.putNull("truncation");
    root.putNull("padding");
    hideSpecialTokens(root);
    if (hasNoCapitals(root.path("model"))) {
      lowerCase(root.path("normalizer"));
    }
    String json = MAPPER.writeValueAsString(MAPPER.treeToValue(root, Object.class));
    return new TokenizerFile(json, Ids.hash("tokenizer", json), readsWords(root));
  }

  /** Special added tokens go; what they are called in the vocabulary becomes unreachable. */
  private static void hideSpecialTokens(ObjectNode root) {
    Map<String, String> hidden = new HashMap<>();
    Iterator<JsonNode> added = root.withArray("added_tokens").elements();
    while (added.hasNext()) {
      JsonNode token = added.next();
      if (token.path("special").asBoolean()) {
        String content = token.path("content").asText();
        hidden.put(content, content + " (special)");
        added.remove();
      }
    }
    ObjectNode model = (ObjectNode) root.path("model");
    switch (model.path("type").asText("WordPiece")) {
      case "Unigram" -> {
        for (JsonNode entry : model.withArray("vocab")) {
          String piece = entry.get(0).asText();
          ((ArrayNode) entry).set(0, hidden.getOrDefault(piece, piece));
        }
      }
      case "WordPiece", "WordLevel" -> {
        ObjectNode vocabulary = (ObjectNode) model.path("vocab");
        hidden.forEach(
            (piece, name) -> {
              JsonNode id = vocabulary.remove(piece);
              if (id != null) {
                vocabulary.set(name, id);
              }
            });
        String unknown = model.path("unk_token").asText();
        model.put("unk_token", hidden.getOrDefault(unknown, unknown));
      }
      default -> {
        // byte-pair encoding reaches a piece by merges only, and none leads to a special token
      }
    }
  }

  /** Whether a WordPiece vocabulary, its bracketed entries aside, has no upper-case letter. */
  private static boolean hasNoCapitals(JsonNode model) {
    if (!model.path("type").asText("WordPiece").equals("WordPiece")) {
      return false;
    }
    Iterator<String> pieces = model.path("vocab").fieldNames();
    while (pieces.hasNext()) {
      String piece = pieces.next();
      boolean bracketed = piece.startsWith("[") || piece.startsWith("<");
      if (!bracketed && piece.codePoints().anyMatch(Character::isUpperCase)) {
        return false;
      }
    }
    return true;
  }

  private static void lowerCase(JsonNode normalizer) {
    if (normalizer.path("type").asText().equals("BertNormalizer")) {
      ((ObjectNode) normalizer).put("lowercase", true);
    }
    normalizer.path("normalizers").forEach(TokenizerFile::lowerCase);
  }

  private static boolean readsWords(JsonNode root) {
    JsonNode normalizer = root.path("normalizer");
    return root.path("model").path("type").asText("WordPiece").equals("WordPiece")
        && normalizer.path("type").asText().equals("BertNormalizer")
        && normalizer.path("clean_text").asBoolean()
        && normalizer.path("handle_chinese_chars").asBoolean()
        && root.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer")
        && root.path("added_tokens").isEmpty();
  }
}
