package io.millrace.cluster.service;

/** The query service could not be started or ended. */
public final class ServiceException extends RuntimeException {
  ServiceException(String message) {
    super(message);
  }

  ServiceException(String message, Throwable cause) {
    super(message, cause);
  }
}
