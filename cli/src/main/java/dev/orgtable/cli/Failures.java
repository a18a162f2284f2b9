package dev.orgtable.cli;

import dev.orgtable.embedded.Engine.NoDatabase;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Describes failures for people. */
final class Failures {

  private Failures() {}

  static String describe(Throwable failure) {
    if (failure instanceof NoDatabase) {
      return failure.getMessage()
          + "; create one with orgtable table create, serve, demo or table import";
    }
    if (failure instanceof UncheckedIOException io && io.getCause() != null) {
      return describe(io);
    }
    if (failure instanceof FileSystemException file) {
      return describe(file);
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Uses the exception's own message if it has one, and otherwise that of its cause. */
  private static String describe(UncheckedIOException failure) {
    Throwable cause = Objects.requireNonNull(failure.getCause());
    if (cause instanceof BindException) {
      return cause.getMessage() + "; choose another with --port";
    }
    String said = String.valueOf(failure.getMessage());
    if (said.equals(cause.toString())) {
      return describe(cause);
    }
    String reason = cause.getMessage();
    return cause instanceof FileSystemException && reason != null && said.endsWith(": " + reason)
        ? said.substring(0, said.length() - reason.length()) + describe(cause)
        : said;
  }

  private static String describe(FileSystemException failure) {
    String file = failure.getFile();
    if (file == null) {
      return failure.toString();
    }
    if (failure instanceof NoSuchFileException) {
      return "there is no " + file;
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission for " + file;
    }
    if (failure instanceof FileAlreadyExistsException) {
      return file + " already exists";
    }
    if (failure instanceof NotDirectoryException) {
      return file + " is not a directory";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
