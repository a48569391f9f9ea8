package io.millrace.benchmark.report;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a number of bytes, as {@code 64KB}, {@code 60MB} or {@code 1GB}, from an option. */
public final class Size implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)?");

  @Override
  public Long convert(String value) {
    Matcher form = FORM.matcher(value.toUpperCase(Locale.ROOT));
    if (!form.matches()) {
      throw new TypeConversionException("'" + value + "' is no size as 64KB, 60MB or 1GB");
    }
    String unit = form.group(2);
    int shift = unit == null ? 0 : 10 * "BKMG".indexOf(unit.charAt(0));
    return Long.parseLong(form.group(1)) << shift;
  }
}
