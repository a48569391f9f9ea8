package io.millrace.core.table;

import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The form of {@code entities}. */
final class EntityCodec extends TableCodec<Entity> {
  private static final long serialVersionUID = 1L;

  EntityCodec() {
    super("entities", schema(SchemaBuilder.create()));
  }

  private static Schema schema(SchemaBuilder table) {
    return table
        .required("entity_id", Types.StringType.get(), "hash of the most complete of its names")
        .required("revision", Types.LongType.get(), "the documents' revision it is as of")
        .required("version", Types.LongType.get(), "which resolution wrote it, from 1")
        .required("status", Types.StringType.get(), "LIVE, REDIRECTED or GONE")
        .optional("redirect", Types.StringType.get(), "the entity that has its names now")
        .required("type", Types.StringType.get(), "person, organization, place, …")
        .list("names", name(table.nested()), "the names that are this entity")
        .schema();
  }

  private static Types.StructType name(SchemaBuilder name) {
    return name.required("form", Types.StringType.get(), "the name's key, type|normal form")
        .optional("with", Types.StringType.get(), "the name with which it was joined")
        .optional("why", Types.StringType.get(), "what joined them")
        .required("score", Types.DoubleType.get(), "how sure that is, from 0 to 1")
        .struct();
  }

  @Override
  @Nullable Object[] values(Entity row) {
    return new @Nullable Object[] {
      row.entityId(),
      row.revision(),
      row.version(),
      row.status().name(),
      row.redirect(),
      row.type(),
      row.names().stream()
          .map(each -> new @Nullable Object[] {each.form(), each.with(), each.why(), each.score()})
          .toList()
    };
  }

  @Override
  Entity row(Fields fields) {
    return new Entity(
        fields.text(),
        fields.number(),
        fields.number(),
        Entity.Status.valueOf(fields.text()),
        fields.nullableText(),
        fields.text(),
        fields.structs(EntityCodec::name));
  }

  private static Entity.Name name(Fields fields) {
    return new Entity.Name(
        fields.text(), fields.nullableText(), fields.nullableText(), fields.real());
  }
}
