package io.millrace.graph.analyse;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.models.embeddings.inmemory.InMemoryLookupTable;
import org.deeplearning4j.models.embeddings.learning.impl.elements.SkipGram;
import org.deeplearning4j.models.embeddings.loader.VectorsConfiguration;
import org.deeplearning4j.models.sequencevectors.SequenceVectors;
import org.deeplearning4j.models.sequencevectors.interfaces.SequenceIterator;
import org.deeplearning4j.models.sequencevectors.iterators.AbstractSequenceIterator;
import org.deeplearning4j.models.sequencevectors.sequence.Sequence;
import org.deeplearning4j.models.word2vec.VocabWord;
import org.deeplearning4j.models.word2vec.wordstore.inmemory.AbstractCache;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vector for every node that has an edge, so that nodes with much the same surroundings have much
 * the same direction: random walks read as sentences (DeepWalk, Perozzi, Al-Rfou and Skiena 2014)
 * by skip-gram with negative sampling (Mikolov et al. 2013), computed by DL4J.
 *
 * <p>DL4J draws its numbers from the seed and is asked for one worker, so that a graph and a
 * configuration give the same vectors on one machine; another processor rounds otherwise. Vectors
 * have length 1; immutable; for any thread. Memory: 12 bytes a node and dimension while learning (8
 * of them outside the heap) and DL4J's vocabulary; 4 a node and dimension after it.
 */
public final class NodeEmbeddings {
  private final float[] vectors;
  private final boolean[] known;
  private final int dimensions;

  /**
   * How vectors are learned.
   *
   * @param dimensions how many numbers a vector has
   * @param walks how many walks start at a node
   * @param length how many nodes a walk has
   * @param window how far apart in a walk two nodes may be that are near each other
   * @param negatives random nodes for each near one
   * @param rate the learning rate at the start; it falls to a hundredth
   * @param seed of walks and first vectors
   */
  public record Config(
      int dimensions, int walks, int length, int window, int negatives, double rate, long seed) {
    /** Usual settings; none was chosen on the graphs that they are measured on. */
    public static final Config DEFAULT = new Config(64, 10, 20, 5, 5, 0.025, 1);

    /** Refuses what no vector can be learned with. */
    public Config {
      if (dimensions < 1 || walks < 1 || length < 2 || window < 1 || negatives < 1 || rate <= 0) {
        throw new IllegalArgumentException(
            "Cannot learn vectors of nodes: dimensions "
                + dimensions
                + ", walks "
                + walks
                + ", length "
                + length
                + ", window "
                + window
                + ", negatives "
                + negatives
                + ", rate "
                + rate
                + " must all be positive, and a walk has at least 2 nodes");
      }
    }

    /** The same with another seed. */
    public Config withSeed(long other) {
      return new Config(dimensions, walks, length, window, negatives, rate, other);
    }
  }

  private NodeEmbeddings(float[] vectors, boolean[] known, int dimensions) {
    this.vectors = vectors;
    this.known = known;
    this.dimensions = dimensions;
  }

  /** Learns the vectors, in about 43 microseconds of processor time a node of a walk. */
  public static NodeEmbeddings learn(WeightedGraph graph, Config config) {
    float[] vectors = new float[Math.multiplyExact(graph.nodes(), config.dimensions())];
    boolean[] known = new boolean[graph.nodes()];
    if (graph.edges() > 0) {
      SequenceVectors<VocabWord> learned = fit(walks(graph, config), config);
      INDArray weights = ((InMemoryLookupTable<VocabWord>) learned.lookupTable()).getSyn0();
      for (int node = 0; node < graph.nodes(); node++) {
        int row = learned.getVocab().indexOf(Integer.toString(node));
        if (row >= 0) {
          known[node] = true;
          put(weights.getRow(row).toFloatVector(), vectors, node * config.dimensions());
        }
      }
    }
    return new NodeEmbeddings(vectors, known, config.dimensions());
  }

  private static void put(float[] vector, float[] vectors, int at) {
    double squares = 0;
    for (float each : vector) {
      squares += (double) each * each;
    }
    double length = Math.sqrt(squares);
    for (int each = 0; each < vector.length; each++) {
      vectors[at + each] = length == 0 ? 0 : (float) (vector[each] / length);
    }
  }

  private static SequenceVectors<VocabWord> fit(SequenceIterator<VocabWord> walks, Config config) {
    VectorsConfiguration model = new VectorsConfiguration();
    model.setNegative(config.negatives());
    model.setUseHierarchicSoftmax(false);
    SequenceVectors<VocabWord> vectors =
        new SequenceVectors.Builder<VocabWord>(model)
            .iterate(walks)
            .vocabCache(new AbstractCache.Builder<VocabWord>().build())
            .resetModel(true)
            .elementsLearningAlgorithm(new SkipGram<>())
            .trainElementsRepresentation(true)
            .trainSequencesRepresentation(false)
            .useHierarchicSoftmax(false)
            .negativeSample(config.negatives())
            .layerSize(config.dimensions())
            .windowSize(config.window())
            .minWordFrequency(0)
            .epochs(1)
            .iterations(1)
            .workers(1)
            .learningRate(config.rate())
            .minLearningRate(config.rate() / 100)
            .seed(config.seed())
            .build();
    vectors.fit();
    return vectors;
  }

  /** All walks, made again whenever DL4J starts over: it reads them twice. */
  private static SequenceIterator<VocabWord> walks(WeightedGraph graph, Config config) {
    RandomWalks walks = new RandomWalks(graph, config.seed());
    int[] starts =
        shuffled(
            IntStream.range(0, graph.nodes()).filter(node -> graph.degree(node) > 0).toArray(),
            config.seed());
    VocabWord[] words =
        IntStream.range(0, graph.nodes())
            .mapToObj(node -> new VocabWord(1, Integer.toString(node)))
            .toArray(VocabWord[]::new);
    Iterable<Sequence<VocabWord>> sequences =
        () ->
            new Iterator<>() {
              private int round;
              private int next;

              @Override
              public boolean hasNext() {
                return round < config.walks();
              }

              @Override
              public Sequence<VocabWord> next() {
                if (!hasNext()) {
                  throw new NoSuchElementException();
                }
                List<VocabWord> walk =
                    IntStream.of(walks.walk(starts[next], round, config.length()))
                        .mapToObj(node -> words[node])
                        .toList();
                next++;
                if (next == starts.length) {
                  next = 0;
                  round++;
                }
                return new Sequence<>(walk);
              }
            };
    return new AbstractSequenceIterator.Builder<>(sequences).build();
  }

  /** The learning rate falls with every walk, so neighbours must not all start early. */
  private static int[] shuffled(int[] nodes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int last = nodes.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int moved = nodes[last];
      nodes[last] = nodes[other];
      nodes[other] = moved;
    }
    return nodes;
  }

  /** How many nodes there are, with and without a vector. */
  public int nodes() {
    return known.length;
  }

  /** How many numbers a vector has. */
  public int dimensions() {
    return dimensions;
  }

  /** Whether a node has a vector: it has an edge. */
  public boolean knows(int node) {
    return known[node];
  }

  /** A node's vector, a copy; all zero where there is none. */
  public float[] vector(int node) {
    return Arrays.copyOfRange(vectors, node * dimensions, (node + 1) * dimensions);
  }

  /** The cosine of the angle between two nodes' vectors; 0 where one has none. */
  public double cosine(int one, int other) {
    double product = 0;
    int first = one * dimensions;
    int second = other * dimensions;
    for (int each = 0; each < dimensions; each++) {
      product += vectors[first + each] * vectors[second + each];
    }
    return product;
  }
}
