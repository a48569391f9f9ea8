package io.millrace.ingestion.compare;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;

import io.millrace.core.table.Ids;
import io.millrace.ingestion.source.ListedFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * A digest of a source's documents with their fingerprints, in whatever order: the same for a
 * listing, hashed here, and for rows of {@code documents}, hashed by Spark, exactly where nothing
 * is new, changed or gone. Two sums of 60 bits each of SHA-256, an additive set hash as in Bellare
 * and Micciancio, "A New Paradigm for Collision-Free Hashing" (1997), truncated: it guards against
 * chance, not against someone who forges files.
 */
public final class SourceDigest {
  /** Hexadecimal digits that a positive long holds. */
  private static final int DIGITS = 15;

  private SourceDigest() {}

  /** What a row of {@code documents} adds to the first sum. */
  public static Column first() {
    return part(1);
  }

  /** What a row of {@code documents} adds to the second sum. */
  public static Column second() {
    return part(1 + DIGITS);
  }

  private static Column part(int from) {
    Column digits = substring(sha2(concat(col("doc_id"), col("fingerprint")), 256), from, DIGITS);
    return conv(digits, 16, 10).cast(DataTypes.createDecimalType(20, 0));
  }

  /** The digest of two sums. */
  public static String of(BigDecimal first, BigDecimal second) {
    return first.toBigIntegerExact() + "-" + second.toBigIntegerExact();
  }

  /** Reads every file, as many at a time as there are cores; a hundred megabytes take a second. */
  public static String of(Collection<ListedFile> files, Fingerprints fingerprints) {
    BigInteger[] sums =
        files.parallelStream()
            .map(file -> parts(file.uri(), fingerprints))
            .reduce(
                new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO},
                (a, b) -> new BigInteger[] {a[0].add(b[0]), a[1].add(b[1])});
    return sums[0] + "-" + sums[1];
  }

  private static BigInteger[] parts(String uri, Fingerprints fingerprints) {
    String parse = fingerprints.parse(ContentHashes.hash(uri), uri);
    String document = Ids.document(uri) + fingerprints.whole(parse);
    String hash =
        HexFormat.of().formatHex(Ids.sha256().digest(document.getBytes(StandardCharsets.UTF_8)));
    return new BigInteger[] {
      new BigInteger(hash.substring(0, DIGITS), 16),
      new BigInteger(hash.substring(DIGITS, 2 * DIGITS), 16)
    };
  }
}
