package dev.orgtable.cli;

import java.io.UncheckedIOException;
import java.net.BindException;

/** What a person is told of a failure. */
final class Failures {

  private Failures() {}

  static String describe(Exception failure) {
    if (failure instanceof UncheckedIOException io && io.getCause() instanceof BindException) {
      return io.getCause().getMessage() + "; choose another with --port";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
