package io.millrace.benchmark.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** Index generations as their files and a plain Lucene reader have them, without Millrace. */
final class GenerationFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
  private static final Map<String, List<String>> TERMS =
      Map.of("text_en", List.of("river", "gate", "flood"), "text_zh", List.of("水库", "闸门"));
  private static final int HITS = 10;

  private GenerationFiles() {}

  /** The folders named like generations that have a manifest, by name. */
  static SortedMap<String, Path> whole(Path index) throws IOException {
    SortedMap<String, Path> whole = new TreeMap<>();
    if (Files.isDirectory(index)) {
      try (Stream<Path> folders = Files.list(index)) {
        folders
            .filter(folder -> Files.exists(folder.resolve("generation.json")))
            .forEach(folder -> whole.put(folder.getFileName().toString(), folder));
      }
    }
    return whole;
  }

  /**
   * What a generation holds: stored documents, rejected ones, passages with the size of their
   * vectors, and hits of some terms with their scores. Times are left out.
   */
  static SortedMap<String, String> content(Path generation) throws IOException {
    SortedMap<String, String> content = new TreeMap<>();
    JsonNode manifest = JSON.readTree(Files.readAllBytes(generation.resolve("generation.json")));
    content.put("documents", manifest.get("documents").asText());
    content.put("chunks", manifest.get("chunks").asText());
    DirectoryReader[] shards = new DirectoryReader[manifest.get("shards").asInt()];
    for (int i = 0; i < shards.length; i++) {
      shards[i] = DirectoryReader.open(FSDirectory.open(generation.resolve("shard-" + i)));
    }
    try (MultiReader reader = new MultiReader(shards)) {
      stored(reader, content);
      int vectors = 0;
      for (LeafReaderContext leaf : reader.leaves()) {
        for (FieldInfo field : leaf.reader().getFieldInfos()) {
          if (field.hasVectorValues()) {
            vectors += live(leaf.reader(), field.name);
          }
        }
      }
      content.put("vectors", Integer.toString(vectors));
      IndexSearcher searcher = new IndexSearcher(reader);
      for (Map.Entry<String, List<String>> field : TERMS.entrySet()) {
        for (String term : field.getValue()) {
          Query query = new TermQuery(new Term(field.getKey(), term));
          content.put("hits of " + term, hits(searcher, query).toString());
        }
      }
    }
    return content;
  }

  private static int live(LeafReader reader, String field) throws IOException {
    FloatVectorValues values = reader.getFloatVectorValues(field);
    int live = 0;
    while (values.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (reader.getLiveDocs() == null || reader.getLiveDocs().get(values.docID())) {
        live++;
      }
    }
    return live;
  }

  private static void stored(MultiReader reader, SortedMap<String, String> content)
      throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      for (int i = 0; i < leaf.reader().maxDoc(); i++) {
        if (leaf.reader().getLiveDocs() != null && !leaf.reader().getLiveDocs().get(i)) {
          continue;
        }
        Document document = leaf.reader().storedFields().document(i);
        BytesRef body = document.getBinaryValue("body");
        String key;
        String value;
        if (body != null) {
          ObjectNode tree = (ObjectNode) JSON.readTree(body.bytes, body.offset, body.length);
          tree.remove(List.of("ingestedAt", "firstIngestedAt"));
          key = "document " + document.get("doc_id");
          value = JSON.writeValueAsString(JSON.convertValue(tree, TreeMap.class));
        } else if (document.get("chunk_id") == null) {
          key = "reject " + document.get("doc_id");
          value = document.get("uri") + " " + document.get("code");
        } else {
          key = "passage " + document.get("chunk_id");
          value = document.get("doc_id") + " " + document.get("context") + document.get("text");
        }
        if (content.put(key, value) != null) {
          content.put(key, "stands twice");
        }
      }
    }
  }

  /** Passages with scores, best first, equal scores by id. */
  private static List<String> hits(IndexSearcher searcher, Query query) throws IOException {
    List<String> hits = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, HITS * 10).scoreDocs) {
      String id = searcher.storedFields().document(hit.doc).get("chunk_id");
      hits.add(String.format(Locale.ROOT, "%.4f %s", hit.score, id));
    }
    return hits.stream().sorted((one, two) -> two.compareTo(one)).limit(HITS).toList();
  }
}
