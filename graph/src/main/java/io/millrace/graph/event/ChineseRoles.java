package io.millrace.graph.event;

import java.util.regex.Pattern;

/** Who takes part in an event that Chinese words tell: 甲收购乙, 乙被甲收购, 甲对乙进行检修, 由甲承建的乙, 乙投产. */
final class ChineseRoles {
  private static final int FARTHEST = 40;
  private static final int FARTHEST_OBJECT = 24;
  private static final String AGENT_MARKS = "被由遭获";
  private static final String OBJECT_MARKS = "对将把";
  private static final Pattern AROUND = Pattern.compile("[在于从自到至往向因经据](?:[^，。；]{0,3})$");
  private static final Pattern HAPPENED = Pattern.compile("[已曾刚正全顺终日月年于被遭]");
  private static final Pattern CLAUSE = Pattern.compile("[，,。；：]");
  private static final String OPENING = "《“\"（( ";

  private ChineseRoles() {}

  static Roles of(Scene scene, EventRule rule, boolean happens) {
    Roles roles = new Roles();
    boolean passive = before(scene, rule, happens, roles);
    if (!happens && (!passive || !roles.hasObject())) {
      object(scene, rule, roles);
    }
    if (!happens && !roles.hasObject() && !roles.hasAgent()) {
      turned(scene, rule, roles);
    } else if (!happens && !passive && !roles.hasAgent() && !isDone(scene)) {
      return new Roles(); // 检查设备: what is to be done, or a name of something
    }
    return roles;
  }

  private static boolean isDone(Scene scene) {
    int end = scene.trigger().end();
    String before = scene.text().substring(scene.from(), scene.trigger().start());
    return scene.text().startsWith("了", end)
        || scene.text().startsWith("过", end)
        || HAPPENED.matcher(before).find();
  }

  /** Looks back from the trigger; whether the object stands before it. */
  private static boolean before(Scene scene, EventRule rule, boolean happens, Roles roles) {
    boolean passive = happens;
    for (int i = scene.last() - 1; i >= scene.first(); i--) {
      if (scene.mention(i).end() > scene.trigger().start() || scene.taken().contains(i)) {
        continue;
      }
      String gap = scene.behind(i);
      if (gap.length() > FARTHEST || scene.mention(i).start() < scene.from()) {
        break;
      }
      String type = scene.mention(i).type();
      char mark = mark(scene, i);
      if (!EventRule.takesPart(type) || scene.isAside(i)) {
        continue;
      }
      if (AGENT_MARKS.indexOf(mark) >= 0 && rule.mayAct(type) && !roles.hasAgent()) {
        roles.agent(scene, rule, i);
        passive = true;
      } else if ((OBJECT_MARKS.indexOf(mark) >= 0 || isOther(scene, rule, i, mark))
          && rule.mayUndergo(type)
          && !roles.hasObject()) {
        roles.object(scene, rule, i);
      } else if (roles.has(i) || AROUND.matcher(scene.before(i)).find() || scene.after(i) == '的') {
        continue;
      } else if (subject(
          scene, rule, roles, i, passive || gap.endsWith("被") || gap.endsWith("遭"))) {
        break;
      } else if (!CLAUSE.matcher(gap).find()) {
        break; // somebody else does it
      }
    }
    return passive;
  }

  /** 甲在北京与乙签约: the other party, where it is not named in one list with the first. */
  private static boolean isOther(Scene scene, EventRule rule, int index, char mark) {
    return rule.to().contains(Character.toString(mark))
        && !(index > scene.first() && scene.listed(index - 1, index));
  }

  /** Takes a mention as the subject, if it fits. */
  private static boolean subject(
      Scene scene, EventRule rule, Roles roles, int index, boolean passive) {
    String type = scene.mention(index).type();
    if (passive && !roles.hasObject() && rule.mayUndergo(type)) {
      roles.object(scene, rule, index);
      return true;
    }
    if (!passive && !roles.hasAgent() && rule.mayAct(type)) {
      roles.agent(scene, rule, index);
      return true;
    }
    return false;
  }

  private static void object(Scene scene, EventRule rule, Roles roles) {
    for (int i = scene.first(); i < scene.last(); i++) {
      if (scene.mention(i).start() < scene.trigger().end()) {
        continue;
      }
      String gap = scene.ahead(i);
      if (gap.length() > FARTHEST_OBJECT
          || scene.mention(i).end() > scene.to()
          || CLAUSE.matcher(gap).find()) {
        return;
      }
      boolean led = rule.to().stream().anyMatch(gap::endsWith);
      boolean modifies = scene.after(i) == '的' && i + 1 < scene.last();
      if (rule.mayUndergo(scene.mention(i).type())
          && !roles.has(i)
          && (led || !modifies && !AROUND.matcher(gap).find())) {
        roles.object(scene, rule, i);
        return;
      }
    }
  }

  /** 乙已建成: what is before the verb, where nothing can have done it. */
  private static void turned(Scene scene, EventRule rule, Roles roles) {
    for (int i = scene.last() - 1; i >= scene.first(); i--) {
      if (scene.mention(i).end() <= scene.trigger().start()) {
        String gap = scene.behind(i);
        if (gap.length() <= 6
            && !CLAUSE.matcher(gap).find()
            && scene.after(i) != '的'
            && !scene.taken().contains(i)
            && !AROUND.matcher(scene.before(i)).find()
            && HAPPENED.matcher(gap).find()
            && rule.mayUndergo(scene.mention(i).type())
            && !rule.mayAct(scene.mention(i).type())) {
          roles.object(scene, rule, i);
        }
        return;
      }
    }
  }

  /** The character right before a mention, quotes left out. */
  private static char mark(Scene scene, int index) {
    String before = scene.before(index);
    int at = before.length() - 1;
    while (at >= 0 && OPENING.indexOf(before.charAt(at)) >= 0) {
      at--;
    }
    return at < 0 ? ' ' : before.charAt(at);
  }
}
