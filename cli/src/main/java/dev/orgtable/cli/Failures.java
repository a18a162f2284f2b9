package dev.orgtable.cli;

import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What a person is told of a failure. */
final class Failures {

  private Failures() {}

  static String describe(Exception failure) {
    if (failure instanceof UncheckedIOException io && io.getCause() instanceof BindException) {
      return io.getCause().getMessage() + "; choose another with --port";
    }
    if (failure instanceof UncheckedIOException io && io.getCause() != null) {
      return describe(io.getCause());
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException refused) {
      return "no right to " + refused.getFile();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
