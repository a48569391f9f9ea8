package io.millrace.query.page;

/**
 * The page that asks for a key.
 *
 * @param next where to go afterwards, a path of this service
 * @param refused whether a key was given and is not known
 */
public record SignInView(String next, boolean refused) {}
