package io.millrace.query.page;

import org.jspecify.annotations.Nullable;

/**
 * A page that says why there is no other.
 *
 * @param status HTTP status; those without words of their own are explained as 500 is
 * @param detail what exactly is wrong, in the interface language, or null
 */
public record ProblemView(int status, @Nullable String detail) {}
