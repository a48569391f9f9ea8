package io.millrace.graph.extract;

import io.millrace.core.table.Fact;
import io.millrace.core.table.Mention;
import io.millrace.graph.alias.AliasStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a text says of other names, as facts between its mentions. */
final class AliasFacts {
  /** The name, the long form where one is short, is the subject; the other name is the object. */
  static final String TYPE = "also_known_as";

  private AliasFacts() {}

  /** One fact for each statement whose two names are mentions of one type. */
  static List<Fact> of(List<AliasStatement> statements, List<Mention> mentions) {
    if (statements.isEmpty()) {
      return List.of();
    }
    Map<Integer, Integer> byStart = new HashMap<>();
    for (int i = 0; i < mentions.size(); i++) {
      byStart.put(mentions.get(i).start(), i);
    }
    List<Fact> facts = new ArrayList<>();
    for (AliasStatement each : statements) {
      int name = byStart.getOrDefault(each.nameStart(), -1);
      int alias = byStart.getOrDefault(each.aliasStart(), -1);
      if (name >= 0
          && alias >= 0
          && mentions.get(name).end() == each.nameEnd()
          && mentions.get(alias).end() == each.aliasEnd()
          && mentions.get(name).type().equals(mentions.get(alias).type())) {
        facts.add(fact(each, mentions, name, alias));
      }
    }
    return facts;
  }

  private static Fact fact(AliasStatement statement, List<Mention> mentions, int name, int alias) {
    Mention first = mentions.get(Math.min(name, alias));
    Mention last = mentions.get(Math.max(name, alias));
    return new Fact(
        TYPE,
        Fact.Kind.RELATION,
        first.sentenceStart(),
        last.sentenceEnd(),
        first.end(),
        last.start(),
        List.of(new Fact.Argument("subject", name), new Fact.Argument("object", alias)),
        statement.confidence(),
        statement.rule());
  }
}
