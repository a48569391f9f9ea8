package io.millrace.query.page;

import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of the interface in one language, and how numbers, times and sizes read in it. Times
 * are UTC. Immutable, for any thread.
 */
public final class Messages {
  private static final Messages ENGLISH = new Messages(Locale.US);
  private static final Messages CHINESE = new Messages(Locale.SIMPLIFIED_CHINESE);

  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  private static final String[] UNITS = {"KB", "MB", "GB", "TB"};

  private final Locale locale;
  private final ResourceBundle texts;

  private Messages(Locale locale) {
    this.locale = locale;
    this.texts =
        ResourceBundle.getBundle(
            "io.millrace.query.page.messages",
            locale,
            Messages.class.getClassLoader(),
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Chinese for any Chinese locale, else English. */
  public static Messages of(Locale locale) {
    return locale.getLanguage().equals("zh") ? CHINESE : ENGLISH;
  }

  /** {@code zh} or {@code en}. */
  public String language() {
    return locale.getLanguage();
  }

  /** BCP 47 tag for pages, {@code zh-CN} or {@code en}. */
  public String tag() {
    return this == CHINESE ? "zh-CN" : "en";
  }

  /**
   * A text of the interface.
   *
   * @param key its key
   * @param values what stands in its places; numbers are grouped
   * @throws java.util.MissingResourceException where there is no such text
   */
  public String text(String key, Object... values) {
    return new MessageFormat(texts.getString(key), locale).format(values);
  }

  /**
   * The texts of a page's script: all whose keys begin so, by key. Places for values stay places:
   * {@code {0}}, {@code {1}}, {@code {2}}.
   */
  public SortedMap<String, String> texts(String beginning) {
    SortedMap<String, String> found = new TreeMap<>();
    for (String key : texts.keySet()) {
      if (key.startsWith(beginning)) {
        found.put(key, text(key, "{0}", "{1}", "{2}"));
      }
    }
    return found;
  }

  /** Whether there is a text of that key. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /** The text of a key, or {@code other} where there is none. */
  public String textOr(String key, String other) {
    return has(key) ? text(key) : other;
  }

  /** A count, grouped by thousands. */
  public String number(long count) {
    return NumberFormat.getIntegerInstance(locale).format(count);
  }

  /** A score, with as many digits as tell neighbours apart. */
  public String score(double score) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    int digits = Math.abs(score) < 1 ? 4 : 2;
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(score);
  }

  /** A share from 0 to 1 as a percentage. */
  public String share(double share) {
    return NumberFormat.getPercentInstance(locale).format(share);
  }

  /** A day. */
  public String date(Instant instant) {
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale).format(day);
  }

  /** A day and time of day. */
  public String time(Instant instant) {
    String time =
        DateTimeFormatter.ofPattern("HH:mm", locale).withZone(ZoneOffset.UTC).format(instant);
    return date(instant) + " " + time + " UTC";
  }

  /** How long ago something was, in the largest unit that it fills. */
  public String age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toMinutes() < 1) {
      return text("age.now");
    }
    if (age.toHours() < 1) {
      return text("age.minutes", age.toMinutes());
    }
    return age.toDays() < 1 ? text("age.hours", age.toHours()) : text("age.days", age.toDays());
  }

  /** How long something took. */
  public String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return text("duration.seconds", Math.max(seconds, 1));
    }
    long minutes = seconds / 60;
    return minutes < 60
        ? text("duration.minutes", minutes, seconds % 60)
        : text("duration.hours", minutes / 60, minutes % 60);
  }

  /** A size of a file; a KB is 1,000 bytes. */
  public String size(long bytes) {
    if (bytes < 1000) {
      return text("bytes", bytes);
    }
    double size = bytes / 1000.0;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.length - 1) {
      size /= 1000;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(size < 10 ? 1 : 0);
    return format.format(size) + " " + UNITS[unit];
  }

  /** A language's own name in the interface language. */
  public String languageName(String tag) {
    if (tag.isEmpty() || tag.equals("und")) {
      return text("language.unknown");
    }
    String name = Locale.forLanguageTag(tag).getDisplayLanguage(locale);
    return name.isEmpty() ? tag : name;
  }

  /** What a media type is called. */
  public String typeName(String mediaType) {
    String name = MediaTypes.key(mediaType);
    return textOr("type." + name, mediaType);
  }

  /** What a list of a search is called; null is the one by words. */
  public String listName(@Nullable String list) {
    if (list == null) {
      return text("hit.why.words");
    }
    return list.equals("graph") ? text("hit.why.graph") : text("hit.why.meaning", list);
  }

  /** What a metadata entry is called. */
  public String metadataName(String name) {
    return textOr("metadata." + name, name);
  }

  /** How a metadata entry reads: an instant as a day and time, all else as it is. */
  public String metadataValue(String value) {
    try {
      return INSTANT.matcher(value).matches() ? time(Instant.parse(value)) : value;
    } catch (DateTimeParseException e) {
      return value; // looks like one, such as one of February 30th
    }
  }

  /** What a job counted. */
  public String countName(String name) {
    return textOr("count." + name, name);
  }

  /** How a value of a facet reads. */
  public String value(Facet.Field field, String value) {
    return switch (field) {
      case LANGUAGE -> languageName(value);
      case TYPE -> typeName(value);
      case SOURCE, YEAR -> value;
    };
  }
}
