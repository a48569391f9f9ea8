package io.millrace.graph;

import io.millrace.core.table.Entity;
import io.millrace.core.table.Pin;
import io.millrace.core.table.Tables;
import io.millrace.core.warehouse.Lease;
import io.millrace.core.warehouse.LeaseWait;
import io.millrace.core.warehouse.RowFileWriter;
import io.millrace.core.warehouse.TableAppend;
import io.millrace.core.warehouse.Warehouse;
import io.millrace.graph.resolve.NormalName;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a person decides on two names. <b>Reads</b> {@code entities}, all rows: 200 bytes of
 * memory for each name that the decision could be about. <b>Writes</b> one row of {@code pins}. The
 * next resolution obeys it.
 */
public final class PinJob {
  private static final String LEASE = "pins";

  private final Warehouse warehouse;
  private final Consumer<String> messages;

  /**
   * A job over an open warehouse, which the caller closes.
   *
   * @param messages hears what the job waits for
   */
  public PinJob(Warehouse warehouse, Consumer<String> messages) {
    this.warehouse = warehouse;
    this.messages = messages;
  }

  /**
   * Notes a decision.
   *
   * @param one a name as documents write it, or an entity's id, which stands for its first name
   * @param type the type of both; null where the names leave no doubt
   * @throws IllegalArgumentException where no document mentions such a name, or several things are
   *     meant
   */
  public Pin run(
      String one, String other, @Nullable String type, Pin.Decision decision, String why, String by)
      throws IOException {
    Map<String, Entity> live = live();
    TreeSet<String> first = forms(one, type, live);
    TreeSet<String> second = forms(other, type, live);
    if (type == null && first.size() + second.size() > 2) {
      TreeSet<String> types = types(first);
      types.retainAll(types(second));
      if (types.size() == 1) {
        first.removeIf(form -> !types.contains(NormalName.type(form)));
        second.removeIf(form -> !types.contains(NormalName.type(form)));
      }
    }
    String left = single(one, first);
    String right = single(other, second);
    if (left.equals(right)) {
      throw new IllegalArgumentException(
          "Cannot decide on %s and %s: both are the one name %s".formatted(one, other, left));
    }
    Pin pin = Pin.of(left, right, decision, why, by, Instant.now().truncatedTo(ChronoUnit.MICROS));
    write(pin);
    return pin;
  }

  private static TreeSet<String> types(TreeSet<String> forms) {
    TreeSet<String> types = new TreeSet<>();
    forms.forEach(form -> types.add(NormalName.type(form)));
    return types;
  }

  /** The newest row of each id, the live ones. */
  private Map<String, Entity> live() throws IOException {
    Map<String, Entity> newest = new HashMap<>();
    try (CloseableIterable<Record> rows =
        IcebergGenerics.read(warehouse.table(Tables.ENTITIES)).build()) {
      for (Record record : rows) {
        Entity row = Tables.ENTITIES.fromRecord(record);
        newest.merge(
            row.entityId(), row, (old, next) -> old.version() > next.version() ? old : next);
      }
    }
    newest.values().removeIf(row -> row.status() != Entity.Status.LIVE);
    return newest;
  }

  /** The forms of names that a text could mean. */
  private static TreeSet<String> forms(
      String text, @Nullable String type, Map<String, Entity> live) {
    TreeSet<String> forms = new TreeSet<>();
    Entity byId = live.get(text);
    if (byId != null) {
      forms.add(byId.names().get(0).form());
      return forms;
    }
    for (Entity row : live.values()) {
      for (Entity.Name name : row.names()) {
        String ofName = NormalName.type(name.form());
        if ((type == null || type.equals(ofName))
            && (name.form().equals(text)
                || name.form().equals(NormalName.form(ofName, text, null)))) {
          forms.add(name.form());
        }
      }
    }
    return forms;
  }

  private static String single(String text, TreeSet<String> forms) {
    if (forms.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot find the name "
              + text
              + ": no document mentions it, or 'millrace graph' has not run since");
    }
    if (forms.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot tell which "
              + text
              + " is meant: "
              + String.join(", ", forms)
              + "; name the type with --type, or the entity by its id");
    }
    return forms.first();
  }

  private void write(Pin pin) throws IOException {
    String run = "pin-" + UUID.randomUUID();
    try (Lease lease = warehouse.leases().acquire(LEASE, run, LeaseWait.WAIT, messages)) {
      TableAppend append = warehouse.append(Tables.PINS, lease);
      try (RowFileWriter<Pin> writer =
          RowFileWriter.open(append.serializableTable(), Tables.PINS, append.folder())) {
        writer.write(pin);
        append.commit(List.copyOf(writer.finish()));
      }
    }
  }
}
